use std::any::{Any, TypeId};
use std::fmt;
use std::sync::OnceLock;

type Value = (TypeId, Box<dyn Any + Send + Sync>);

/// What was worked out of something that does not change: one value of each type. As nothing is taken out again, looking for
/// one needs no lock.
#[derive(Default)]
pub struct Kept {
    values: [OnceLock<Value>; 4],
    more: OnceLock<Box<Self>>,
}

impl Kept {
    /// The value of type `T`; `work_out` makes it where it is not there.
    pub fn get<T: Any + Send + Sync>(&self, work_out: impl FnOnce() -> T) -> &T {
        if let Some(value) = self.look_up() {
            return value;
        }
        self.put((TypeId::of::<T>(), Box::new(work_out())));
        self.look_up().unwrap_or_else(|| unreachable!("what was put there stays"))
    }

    /// The value of type `T`, where it is there.
    pub fn look_up<T: Any + Send + Sync>(&self) -> Option<&T> {
        let mut kept = Some(self);
        while let Some(Self { values, more }) = kept {
            for value in values {
                let (of, value) = value.get()?;
                if *of == TypeId::of::<T>() {
                    return value.downcast_ref();
                }
            }
            kept = more.get().map(Box::as_ref);
        }
        None
    }

    /// Adds a value behind the others. Of two that were worked out at the same time, the first is found.
    fn put(&self, mut value: Value) {
        let mut kept = self;
        loop {
            for slot in &kept.values {
                match slot.set(value) {
                    Ok(()) => return,
                    Err(refused) => value = refused,
                }
            }
            kept = kept.more.get_or_init(Box::default);
        }
    }
}

impl fmt::Debug for Kept {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Kept")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    struct Of<const N: usize>(usize);

    #[test]
    fn each_type_has_one_value() {
        let kept = Kept::default();
        assert!(kept.look_up::<Of<0>>().is_none());
        macro_rules! work_out {
            ($($n:literal)*) => {
                $(assert_eq!(kept.get(|| Of::<$n>($n)).0, $n);)*
                $(assert_eq!(kept.get(|| Of::<$n>(99)).0, $n);)*
            };
        }
        work_out!(0 1 2 3 4 5 6 7 8 9);
        assert!(kept.look_up::<usize>().is_none());
    }

    #[test]
    fn what_is_worked_out_may_need_what_is_kept() {
        let kept = Kept::default();
        let sum = kept.get(|| Of::<1>(kept.get(|| Of::<2>(2)).0 + kept.get(|| Of::<3>(3)).0));
        assert_eq!(sum.0, 5);
    }
}
