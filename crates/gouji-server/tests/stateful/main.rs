//! Whatever a client does, in whatever order: in the end the server says what a fresh one says of the same texts, and what
//! the core says without any server.
//!
//! `GOUJI_LONG=10000` tries twenty times as many cases.

#[path = "../support/mod.rs"]
mod support;
#[path = "../support/typing.rs"]
mod typing;

mod expected;
mod scene;
mod text;

use gouji_properties::inputs::REQUESTS;
use proptest::collection::vec;
use proptest::prelude::*;
use scene::{Before, Delivery, Scene};
use text::{Edit, edit};

/// Cases unless `GOUJI_LONG` says otherwise.
const CASES: u32 = 100;
/// Two years of one agency, and something else. The blank and the Han characters are meant.
const NAMES: [&str; 3] = ["2024.txt", "2023.txt", "甲 乙.md"];
const CLEAN: &str = gouji_properties::seeds::CLEAN;

/// One thing that a client does, or that happens on disk.
#[derive(Clone, Debug)]
enum Step {
    Open(&'static str, String),
    Change(&'static str, Vec<Edit>),
    Close(&'static str),
    Save(&'static str),
    Write(&'static str, Option<String>),
    Configure(Option<&'static str>),
    Settings(&'static str),
    Ask(&'static str, usize, [u32; 2]),
    Cancel,
    Compare(Before),
}

fn texts() -> Vec<String> {
    let last = CLEAN.replace("2024", "2023");
    let sample = support::report();
    // The second says something else of what is carried over than last year's report does.
    let other = CLEAN.replacen("数量\t\t\t3\t1\t0\t0\t0\t0\t4", "数量\t\t\t4\t1\t0\t0\t0\t0\t5", 1);
    let repeated = CLEAN.replacen("推进", "推进推进", 1);
    vec![CLEAN.to_owned(), other, last.clone(), last.replace("青山县", "白水县"), repeated, sample, String::new()]
}

fn step() -> impl Strategy<Value = Step> {
    let name = || prop::sample::select(NAMES.to_vec());
    let text = || prop::sample::select(texts());
    let toml = prop::sample::select(vec![
        "rules = { repeated-word = \"off\", carried-over-mismatch = \"hint\" }\n",
        "[rules]\ntally-mismatch = \"off\"\n[[overrides]]\npaths = [\"*.md\"]\nrules = { row-label = \"error\" }\n",
        "rules = 3\n",
        "",
    ]);
    let settings =
        prop::sample::select(vec!["{}", "null", r#"{"gouji": {"locale": "en", "rules": {"row-label": "off"}}}"#]);
    let at = || prop_oneof![(0u32..90, 0u32..60).boxed(), any::<(u32, u32)>().boxed()].prop_map(|(a, b)| [a, b]);
    prop_oneof![
        4 => (name(), text()).prop_map(|(name, text)| Step::Open(name, text)),
        8 => (name(), vec(edit(texts()), 1..4)).prop_map(|(name, edits)| Step::Change(name, edits)),
        2 => name().prop_map(Step::Close),
        1 => name().prop_map(Step::Save),
        2 => (name(), prop::option::weighted(0.8, text())).prop_map(|(name, text)| Step::Write(name, text)),
        2 => prop::option::weighted(0.8, toml).prop_map(Step::Configure),
        1 => settings.prop_map(Step::Settings),
        4 => (name(), 0..REQUESTS.len(), at()).prop_map(|(name, method, at)| Step::Ask(name, method, at)),
        2 => Just(Step::Cancel),
        1 => before().prop_map(Step::Compare),
    ]
}

/// Seldom rest, as that takes its time.
fn before() -> impl Strategy<Value = Before> {
    prop_oneof![9 => Just(Before::Save), 1 => Just(Before::Rest)]
}

async fn run(delivery: Delivery, steps: &[Step], last: Before) {
    let mut scene = Scene::new(delivery).await;
    for step in steps {
        match step {
            Step::Open(name, text) => scene.open(name, text).await,
            Step::Change(name, edits) => scene.change(name, edits).await,
            Step::Close(name) => scene.close(name).await,
            Step::Save(name) => scene.save(name).await,
            Step::Write(name, text) => scene.write(name, text.as_deref()).await,
            Step::Configure(text) => scene.configure(*text).await,
            Step::Settings(settings) => scene.settings(serde_json::from_str(settings).expect("JSON")).await,
            Step::Ask(name, method, at) => scene.ask(name, *method, *at).await,
            Step::Cancel => scene.cancel().await,
            Step::Compare(before) => scene.compare(*before).await,
        }
    }
    scene.compare(last).await;
    scene.finish().await;
}

fn cases() -> u32 {
    let long = std::env::var("GOUJI_LONG").ok().and_then(|cases| cases.parse().ok());
    long.map_or(CASES, |long: u32| (long / 500 * CASES).max(CASES))
}

proptest! {
    // Steps and characters go while the case still fails; each try may take as long as the client's patience.
    #![proptest_config(ProptestConfig { cases: cases(), max_shrink_iters: 200, ..ProptestConfig::default() })]

    #[test]
    fn in_the_end_the_server_knows_what_a_fresh_one_knows(
        delivery in prop::sample::select(vec![Delivery::Push, Delivery::Pull]),
        steps in vec(step(), 1..24),
        last in before(),
    ) {
        let runtime = tokio::runtime::Builder::new_multi_thread().worker_threads(2).enable_all().build();
        runtime.expect("a runtime").block_on(run(delivery, &steps, last));
    }
}
