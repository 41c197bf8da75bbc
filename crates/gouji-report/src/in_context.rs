//! Results that depend on the words of a passage and on a context, such as the names of the report's agency. They are cached with the
//! passage.

use std::sync::{Arc, Mutex, PoisonError};

use gouji_text::{Fact, Passage};

/// A result that depends on the words of a passage and on a context alone.
pub(crate) trait InContext: Send + Sync + Sized + 'static {
    type Context: PartialEq + Clone + Send + Sync;

    /// Reads the result; `None` if there is none.
    fn read(passage: &Passage, context: &Self::Context) -> Option<Self>;

    /// The cached result of `passage` in `context`.
    fn cached(passage: &Passage, context: &Self::Context) -> Option<Arc<Self>> {
        passage.fact::<RecentContexts<Self>>().get(passage, context)
    }
}

/// Results for the contexts in which a passage occurred last, because reports repeat themselves.
struct RecentContexts<V: InContext>(Mutex<Vec<ContextResult<V>>>);

/// A context, and the result in it.
type ContextResult<V> = (<V as InContext>::Context, Option<Arc<V>>);

impl<V: InContext> Fact<Passage> for RecentContexts<V> {
    fn read(_: &Passage) -> Self {
        Self(Mutex::default())
    }
}

/// Most contexts that are cached for a passage.
const MOST_CONTEXTS: usize = 4;

impl<V: InContext> RecentContexts<V> {
    fn get(&self, passage: &Passage, context: &V::Context) -> Option<Arc<V>> {
        let mut contexts = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some((_, result)) = contexts.iter().find(|(known, _)| known == context) {
            return result.clone();
        }
        let result = V::read(passage, context).map(Arc::new);
        if contexts.len() == MOST_CONTEXTS {
            contexts.remove(0);
        }
        contexts.push((context.clone(), result.clone()));
        result
    }
}
