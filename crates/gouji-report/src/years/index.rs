//! Finds reports by agency and year. A new report is paired without a search through all others.

use std::collections::{BTreeMap, BTreeSet, HashMap};

use super::Identity;

/// The most reports of one agency and year that are distinguished.
const MOST_CANDIDATES: usize = 16;

/// Reports of any agencies and years, each under a key that the caller chooses. If two have the same folder, name and
/// year, the one with the greater key counts.
///
/// The agency decides which report is last year's. If there are several, a file name that differs only by the year
/// decides, else folder and extension, else the extension. If no title names the agency, or a title names it with the
/// prefecture above it, file names of one folder that differ only by the year decide.
#[derive(Clone, Debug)]
pub struct Series<K> {
    reports: BTreeMap<K, Identity>,
    by_agency: HashMap<(String, u16), BTreeSet<K>>,
    by_name: HashMap<(String, String, u16), BTreeSet<K>>,
}

impl<K> Default for Series<K> {
    fn default() -> Self {
        Self { reports: BTreeMap::new(), by_agency: HashMap::new(), by_name: HashMap::new() }
    }
}

impl<K: Ord + Clone> Series<K> {
    /// Adds a report. It replaces a report with the same key.
    pub fn insert(&mut self, key: K, identity: Identity) {
        self.remove(&key);
        if let Some(agency) = agency_key(&identity, identity.year) {
            self.by_agency.entry(agency).or_default().insert(key.clone());
        }
        if let Some(name) = name_key(&identity, identity.year) {
            self.by_name.entry(name).or_default().insert(key.clone());
        }
        self.reports.insert(key, identity);
    }

    /// Removes a report. Returns its identity; `None` if the key is unknown.
    pub fn remove(&mut self, key: &K) -> Option<Identity> {
        let identity = self.reports.remove(key)?;
        if let Some(agency) = agency_key(&identity, identity.year) {
            remove_key(&mut self.by_agency, agency, key);
        }
        if let Some(name) = name_key(&identity, identity.year) {
            remove_key(&mut self.by_name, name, key);
        }
        Some(identity)
    }

    /// The identity of the report with a key.
    pub fn get(&self, key: &K) -> Option<&Identity> {
        self.reports.get(key)
    }

    /// The report of the year before; `None` if there is none or it is ambiguous.
    pub fn last_year(&self, key: &K) -> Option<&K> {
        let own = self.reports.get(key)?;
        let year = own.year.checked_sub(1)?;
        let named = name_key(own, year).and_then(|name| self.by_name.get(&name)?.last());
        match agency_key(own, year).and_then(|agency| self.by_agency.get(&agency)) {
            Some(candidates) => self.choose(own, named, candidates),
            None => named.filter(|at| self.reports.get(*at).is_some_and(|other| own.may_be(other))),
        }
    }

    /// The reports of the following year for which a report with `identity` may be last year's. Adding or removing that
    /// report affects no others.
    pub fn next_years(&self, identity: &Identity) -> BTreeSet<&K> {
        let Some(year) = identity.year.checked_add(1) else { return BTreeSet::new() };
        let of_agency = agency_key(identity, year).and_then(|agency| self.by_agency.get(&agency));
        let of_name = name_key(identity, year).and_then(|name| self.by_name.get(&name));
        of_agency.into_iter().chain(of_name).flatten().collect()
    }

    /// Chooses among several reports of the agency's last year: by file name, then by folder and extension, then by
    /// extension.
    fn choose<'a>(&self, own: &Identity, named: Option<&'a K>, candidates: &'a BTreeSet<K>) -> Option<&'a K> {
        if let Some(named) = named.filter(|named| candidates.contains(*named)) {
            return Some(named);
        }
        if candidates.len() > MOST_CANDIDATES {
            return None;
        }
        let near = |is_near: fn(&Identity, &Identity) -> bool| {
            let is_near = |at: &&K| self.reports.get(*at).is_some_and(|other| is_near(own, other));
            let mut near = candidates.iter().filter(is_near);
            let first = near.next()?;
            if near.next().is_none() { Some(first) } else { None }
        };
        near(|_, _| true)
            .or_else(|| near(|own, other| own.folder == other.folder && own.extension == other.extension))
            .or_else(|| near(|own, other| own.extension == other.extension))
    }
}

fn agency_key(identity: &Identity, year: u16) -> Option<(String, u16)> {
    identity.agency.clone().map(|agency| (agency, year))
}

fn name_key(identity: &Identity, year: u16) -> Option<(String, String, u16)> {
    identity.name.clone().map(|name| (identity.folder.clone(), name, year))
}

fn remove_key<Q: std::hash::Hash + Eq, K: Ord>(index: &mut HashMap<Q, BTreeSet<K>>, place: Q, key: &K) {
    let is_empty = index.get_mut(&place).is_some_and(|keys| {
        keys.remove(key);
        keys.is_empty()
    });
    if is_empty {
        index.remove(&place);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn report(file: &str, agency: &str, year: u16) -> Identity {
        Identity::new(file, Some(agency).filter(|agency| !agency.is_empty()), year)
    }

    #[test]
    fn adding_and_removing_a_report_affects_the_following_year_only() {
        let mut series = Series::default();
        series.insert(1, report("/a/2024.txt", "青山县", 2024));
        series.insert(2, report("/b/2024.txt", "", 2024));
        series.insert(3, report("/c/2024.txt", "白水县", 2024));
        let last = report("/b/2023.txt", "青山县", 2023);
        assert_eq!(series.next_years(&last), BTreeSet::from([&1, &2]));
        series.insert(4, last);
        assert_eq!([1, 2, 3, 4].map(|key| series.last_year(&key).copied()), [Some(4), Some(4), None, None]);
        series.insert(4, report("/c/2023.txt", "白水县", 2023));
        assert_eq!([1, 2, 3, 4].map(|key| series.last_year(&key).copied()), [None, None, Some(4), None]);
        series.remove(&4);
        assert_eq!(series.last_year(&3), None);
        [1, 2, 3].iter().for_each(|key| drop(series.remove(key)));
        assert!(series.by_agency.is_empty() && series.by_name.is_empty(), "nothing is left behind");
    }
}
