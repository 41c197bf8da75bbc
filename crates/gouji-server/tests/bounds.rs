//! What a client sends is bounded in what it costs: in memory by what the client reads, in work by what it sends.

mod support;

use serde_json::{Value, json};
use support::{Client, DOCUMENT, Setup, json_range};

/// Requests that no client sends before it reads.
const REQUESTS: usize = 20_000;
/// Findings of one rule in a text, more than are listed.
const SLIPS: usize = 1_500;
/// Findings of one rule that are listed.
const LISTED: usize = 1_000;
const TITLE: &str = "某区2025年政府信息公开工作年度报告\n\n一、总体情况\n\n";

/// A clock that moves only when nothing is left to do: what is not read by then is not read at all.
#[tokio::test(start_paused = true)]
async fn reading_stops_while_answers_are_not_read() {
    let mut client = Setup::new().start().await;
    client.stop_reading().await;
    let mut asked = 0;
    let rest = loop {
        assert!(asked < REQUESTS, "everything is read, and all the answers are kept");
        asked += 1;
        let params = json!({"textDocument": {"uri": DOCUMENT}, "position": {"line": 0, "character": 0}});
        let body =
            json!({"jsonrpc": "2.0", "id": format!("r{asked}"), "method": "textDocument/hover", "params": params});
        let frame = format!("Content-Length: {}\r\n\r\n{body}", body.to_string().len()).into_bytes();
        let written = client.raw_as_far_as_it_is_read(&frame).await;
        if written < frame.len() {
            break frame[written..].to_vec();
        }
    };
    client.read_again();
    client.raw(&rest).await;
    for id in 1..=asked {
        let id = format!("r{id}");
        assert!(client.wait(|message| message["id"] == id.as_str()).await["result"].is_null());
    }
    client.finish().await;
}

#[tokio::test]
async fn of_very_many_findings_the_first_are_listed_and_one_says_so() {
    for (language, said) in [("zh-cn", "另有 500 处未列出"), ("en", "500 more are left out")] {
        for setup in [Setup::new(), Setup::new().pull()] {
            let mut client = setup.locale(language).start().await;
            client.ignore_diagnostics();
            client.open(&(TITLE.to_owned() + &"加强资金资金管理。\n".repeat(SLIPS))).await;
            let found = client.on_document("textDocument/diagnostic").await["items"].take();
            let found: Vec<Value> = serde_json::from_value(found).expect("an array");
            let listed = found.iter().filter(|found| found["code"] == "repeated-word").count();
            assert_eq!(listed, LISTED);
            let (others, uncoded): (Vec<&Value>, Vec<&Value>) =
                found.iter().partition(|found| found["code"].is_string());
            assert_eq!((others.len() < LISTED + 20, uncoded.len()), (true, 1), "{uncoded:?}");
            assert!(uncoded[0]["message"].as_str().is_some_and(|told| told.contains(said)), "{}", uncoded[0]);
            client.finish().await;
        }
    }
}

#[tokio::test]
async fn outline_and_folds_are_bounded_and_keep_what_stands_highest() {
    let mut client = Setup::new().nested_symbols().start().await;
    client.ignore_diagnostics();
    client.open(&format!("{TITLE}{}五、存在的主要问题及改进情况\n", "（一）甲\n1.乙\n".repeat(6_000))).await;
    let symbols = client.on_document("textDocument/documentSymbol").await;
    let names: Vec<&str> = symbols.as_array().expect("sections").iter().filter_map(|at| at["name"].as_str()).collect();
    assert_eq!(names, ["一、总体情况", "五、存在的主要问题及改进情况"]);
    let below = symbols[0]["children"].as_array().expect("subsections");
    let items: usize = below.iter().filter_map(|at| at["children"].as_array()).map(Vec::len).sum();
    assert_eq!((below.len(), items), (6_000, 10_000 - 6_000 - 2));
    let folds = client.on_document("textDocument/foldingRange").await;
    assert!(folds.as_array().is_some_and(|folds| (6_000..=10_000).contains(&folds.len())));
    client.finish().await;
}

async fn quick_fixes(client: &mut Client, range: [u32; 4]) -> Vec<Value> {
    let context = json!({"diagnostics": [], "only": ["quickfix"]});
    let params = json!({"textDocument": {"uri": DOCUMENT}, "range": json_range(range), "context": context});
    let actions = client.request("textDocument/codeAction", params).await;
    serde_json::from_value(actions).expect("an array")
}

#[tokio::test]
async fn quick_fixes_over_a_selection_are_bounded_in_number_and_size() {
    let mut client = Setup::new().start().await;
    client.ignore_diagnostics();
    client.open(&(TITLE.to_owned() + &"加强资金资金管理。\n".repeat(SLIPS))).await;
    let all = quick_fixes(&mut client, [0, 0, u32::MAX, 0]).await;
    assert!((100..400).contains(&all.len()), "{}", all.len());
    let last = SLIPS as u32;
    let at_cursor = quick_fixes(&mut client, [4 + LISTED as u32 - 1, 5, 4 + LISTED as u32 - 1, 5]).await;
    assert!(!at_cursor.is_empty(), "the last that is listed has its fixes");
    assert!(quick_fixes(&mut client, [last, 5, last, 5]).await.is_empty(), "what is not listed has none");
    // Each fix is as long as the list.
    client.changes(2, json!([{"text": TITLE.to_owned() + &"1.重点工作\n".repeat(6_000)}])).await;
    let all = Value::from(quick_fixes(&mut client, [0, 0, u32::MAX, 0]).await);
    let bytes = all.to_string().len();
    assert!((100_000..16 << 20).contains(&bytes), "{bytes}");
    client.finish().await;
}

/// Findings that are not listed are fixed in the same round: one round per thousand would need as many analyses.
#[tokio::test]
async fn fix_all_mends_what_is_not_listed_too() {
    let mut client = Setup::new().start().await;
    client.ignore_diagnostics();
    let broken = "2024年，全区坚持以公开为常态、不公开为例外，依法依规公开政府信息，扎实\n\n推进政务公开各项工作，成效明显。\n\n";
    client.open(&(TITLE.to_owned() + &broken.repeat(SLIPS))).await;
    let context = json!({"diagnostics": [], "only": ["source.fixAll"]});
    let range = json_range([0, 0, 0, 0]);
    let params = json!({"textDocument": {"uri": DOCUMENT}, "range": range, "context": context});
    let actions = client.request("textDocument/codeAction", params).await;
    let edits = actions[0]["edit"]["changes"][DOCUMENT].as_array().expect("edits");
    assert_eq!(edits.len(), SLIPS);
    client.finish().await;
}

/// Each header announces everything that follows it as one body.
#[test]
fn frames_that_announce_too_much_cost_no_more_than_their_bytes() {
    let bytes = |frames: usize| {
        let body = json!({"jsonrpc": "2.0", "method": "$/nothing", "params": {"filler": "x".repeat(200)}}).to_string();
        let mut input = String::new();
        for _ in 0..frames {
            input = format!("Content-Length: {}\r\n\r\n{body}{input}", body.len() + input.len());
        }
        let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().expect("a runtime");
        let serve = || runtime.block_on(gouji_server::serve(input.as_bytes(), tokio::io::sink()));
        allocation_counter::measure(|| {
            serve();
        })
        .bytes_total
    };
    let (single, double) = (bytes(400), bytes(800));
    assert!(double < single * 3, "{single} bytes for 400 frames, {double} for 800");
}
