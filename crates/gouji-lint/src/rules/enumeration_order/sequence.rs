//! Whether the numbers of items follow each other.

/// An item of a list.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Item {
    /// Its number, from 1.
    pub number: usize,
    /// Whether a list begins with it.
    pub begins_list: bool,
}

/// So many lists are compared with an item, so that the time grows linearly. Lists inside items of lists are seldom deeper than two.
const MOST_OPEN: usize = 16;

/// The items whose number does not follow the one before: the index of each, and the number that was expected. A list that began
/// earlier than the items is passed over, and a list inside an item leaves the outer list open.
pub(super) fn out_of_order(items: impl IntoIterator<Item = Item>) -> Vec<(usize, usize)> {
    let mut found = Vec::new();
    // The last number of each open list, the innermost last.
    let mut open: Vec<usize> = Vec::new();
    for (at, Item { number, begins_list }) in items.into_iter().enumerate() {
        if begins_list {
            open.push(number);
        } else if let Some(list) = open.iter().rposition(|last| last + 1 == number) {
            open.truncate(list);
            open.push(number);
        } else if let Some(last) = open.pop() {
            let expected = last + 1;
            found.push((at, expected));
            // The item counts as the one that was expected. If the next one follows the number as it is, the list goes on there.
            open.extend([expected, number]);
        }
        open.drain(..open.len().saturating_sub(MOST_OPEN));
    }
    found
}
