use std::any::{Any, TypeId};
use std::fmt;
use std::sync::{Arc, Mutex, PoisonError};

type Value = Arc<dyn Any + Send + Sync>;

/// What was worked out of something that does not change: one value of each type.
#[derive(Default)]
pub struct Kept(Mutex<Vec<(TypeId, Value)>>);

impl Kept {
    /// The value of type `T`; `work_out` makes it where it is not there.
    pub fn get<T: Any + Send + Sync>(&self, work_out: impl FnOnce() -> T) -> Arc<T> {
        if let Some(kept) = self.look_up::<T>() {
            return kept;
        }
        let made = Arc::new(work_out());
        self.0.lock().unwrap_or_else(PoisonError::into_inner).push((TypeId::of::<T>(), made.clone()));
        made
    }

    /// The value of type `T`, where it is there.
    pub fn look_up<T: Any + Send + Sync>(&self) -> Option<Arc<T>> {
        let kept = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        let (_, found) = kept.iter().find(|(of, _)| *of == TypeId::of::<T>())?;
        Arc::clone(found).downcast().ok()
    }
}

impl fmt::Debug for Kept {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Kept")
    }
}
