//! Asks the client to make requests again whose answers have changed.

use core::time::Duration;

use gouji_lsp::profile::Profile;
use gouji_lsp::refresh::Subject;
use serde_json::{Value, json};

/// How long the server waits for the answer before it may ask again.
const ANSWER_TIMEOUT: Duration = Duration::from_secs(10);

/// The subjects, in the order in which the client is asked.
const SUBJECTS: [Subject; 3] = [Subject::Diagnostics, Subject::Hints, Subject::Lenses];

/// The state of the three subjects. At most one answer about each is pending at a time.
#[derive(Debug, Default)]
pub(crate) struct Refreshes {
    states: [RefreshState; SUBJECTS.len()],
    /// The id of the last request.
    last_id: i64,
}

#[derive(Clone, Copy, Debug, Default)]
struct RefreshState {
    is_wanted: bool,
    /// The request that is not answered, and the time when the server stops waiting for the answer.
    pending: Option<(i64, Duration)>,
}

impl Refreshes {
    /// Asks the client as soon as its last answer about the subject is there.
    pub fn request(&mut self, subject: Subject) {
        self.states[subject as usize].is_wanted = true;
    }

    /// Notes an answer of the client. It does not matter which.
    pub fn answered(&mut self, id: i64) {
        for state in &mut self.states {
            state.pending.take_if(|(pending, _)| *pending == id);
        }
    }

    /// The requests to send now.
    pub fn due(&mut self, profile: Profile, now: Duration) -> Vec<Value> {
        let mut requests = Vec::new();
        for (subject, state) in SUBJECTS.into_iter().zip(&mut self.states) {
            if !state.is_wanted || state.pending.is_some_and(|(_, until)| now < until) {
                continue;
            }
            state.is_wanted = false;
            if subject.is_supported(profile) {
                self.last_id += 1;
                state.pending = Some((self.last_id, now + ANSWER_TIMEOUT));
                requests.push(json!({"jsonrpc": "2.0", "method": subject.method(), "id": self.last_id}));
            }
        }
        requests
    }

    /// When the next request may be sent although the client has not answered the last one.
    pub fn next(&self) -> Option<Duration> {
        let waiting = self.states.iter().filter(|state| state.is_wanted);
        waiting.filter_map(|state| state.pending).map(|(_, until)| until).min()
    }
}

#[cfg(test)]
mod tests {
    use gouji_lsp::profile::Support;

    use super::*;

    #[test]
    fn the_client_is_asked_again_only_after_its_answer_or_a_while() {
        let profile = Profile { hints: Support::Yes, ..Profile::default() };
        let mut refreshes = Refreshes::default();
        let now = Duration::from_secs(1);
        refreshes.request(Subject::Hints);
        refreshes.request(Subject::Lenses);
        let sent = refreshes.due(profile, now);
        assert_eq!(sent, [json!({"jsonrpc": "2.0", "method": "workspace/inlayHint/refresh", "id": 1})]);
        refreshes.request(Subject::Hints);
        assert_eq!(refreshes.due(profile, now), [Value::Null; 0]);
        assert_eq!(refreshes.next(), Some(now + ANSWER_TIMEOUT));
        refreshes.answered(7);
        assert_eq!(refreshes.due(profile, now), [Value::Null; 0]);
        refreshes.answered(1);
        assert_eq!(refreshes.due(profile, now).len(), 1);
        refreshes.request(Subject::Hints);
        assert_eq!(refreshes.due(profile, now + ANSWER_TIMEOUT).len(), 1, "the client does not answer");
    }
}
