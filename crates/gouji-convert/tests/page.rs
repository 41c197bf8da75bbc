//! gouji finds the report in a saved page, and reads it as a browser shows it.

use gouji_convert::{Failure, Place, page};

fn text(html: &str) -> String {
    page(html.as_bytes()).expect("a page").text.replace("\n\n", "\n")
}

const ARTICLE: &str = "<p>一、总体情况</p><p>情况</p><h3><span>二、</span>主动公开政府信息情况</h3>
  <table><tr><td>规章</td><td>0</td></tr></table><p>三、收到和处理政府信息公开申请情况</p><p>四、政府信息公开行政复议、行政诉讼情况</p>
  <p>五、存在的主要问题及改进情况</p><p>六、其他需要报告的事项</p><p>无</p>";
const READ: &str = "一、总体情况\n情况\n二、主动公开政府信息情况\n规章\t0\n三、收到和处理政府信息公开申请情况\n四、政府信息公开行政复议、行政诉讼情况\n\
    五、存在的主要问题及改进情况\n六、其他需要报告的事项\n无\n";

#[test]
fn the_report_is_found_within_the_parts_of_the_site() {
    let contents = "<ul><li><a href=#1>总体情况</a><li><a>主动公开政府信息情况</a><li><a>收到和处理政府信息公开申请情况</a>\
        <li><a>行政复议、行政诉讼情况</a><li><a>存在的主要问题</a><li><a>其他需要报告的事项</a></ul>";
    let title = "青山县2024年政府信息公开工作年度报告";
    let site = |head: &str, above: &str| {
        format!(
            "<!DOCTYPE html><html><head><title>{head}</title><script>一、总体情况</script></head><body><div>首页 &gt; 政府信息公开年度报告</div>\
             <table><tr><td>导航</td></tr></table>{contents}{above}<div class=main><div>来源：本站</div><div class=con>{ARTICLE}</div></div>\
             <div>主办单位</div></body></html>"
        )
    };
    let expected = format!("{title}\n{READ}");
    assert_eq!(text(&site("首页", &format!("<h1>{title}</h1><p>发布时间：2025-01-20</p>"))), expected);
    assert_eq!(text(&site(&format!("{title}_青山县人民政府"), "")), expected);
    let inside = ARTICLE.replacen("<p>一、", &format!("<p>{title}<p>一、"), 1);
    assert_eq!(text(&format!("<div>首页</div><div>{inside}</div>")), expected);
    assert_eq!(text("<p>通知</p><p>各单位</p>"), "通知\n各单位\n", "a page without a report is read as it is");
}

#[test]
fn text_is_as_a_browser_shows_it() {
    let shown = "<p>  甲 \n <b>乙</b>&nbsp;&nbsp;丙<br>丁<script>x</script><p style='Display: NONE'>隐<p hidden>隐<div>戊<div>己</div>庚</div>";
    assert_eq!(text(shown), "甲 乙 丙\n丁\n戊\n己\n庚\n");
}

#[test]
fn merged_cells_of_a_page_leave_blanks() {
    let table = "<p>前<table><caption>表</caption><thead><tr><th rowspan=2 colspan=2>标题</th><th colspan=2>情况</th></tr><tr><th>自然人<th>总计</thead>
      <tbody><tr><td rowspan=0>三、<br>本年度<td>（一）<td><p>1</p><td>2<tr><td>（二）<td>3<td>4</table>";
    let converted = page(table.as_bytes()).expect("a page");
    let expected = "前\n\n表\n\n标题\t\t情况\t\n\t\t自然人\t总计\n三、本年度\t（一）\t1\t2\n\t（二）\t3\t4\n\n";
    assert_eq!(converted.text, expected);
    let at = |words: &str| converted.places.place(expected.find(words).expect("it is there"));
    assert_eq!(at("4\n"), Some(Place::Cell { table: 1, row: 4, column: 4, page: None }));
    let nested = "<table><tr><td>外<table><tr><td>内<td>1</table></table>";
    assert_eq!(text(nested), "外\n内\t1\n");
}

#[test]
fn hostile_pages_are_read_or_refused() {
    let many = |piece: &str, times: usize| page(piece.repeat(times).as_bytes()).map(drop);
    assert_eq!(many("<div>", 100_000), Err(Failure::TooLarge));
    assert_eq!(many("<table><tr><td>", 100_000), Err(Failure::TooLarge));
    assert_eq!(many("<tr><td colspan=300 rowspan=9999999999>", 1), Ok(()));
    assert_eq!(
        page(format!("<table>{}", "<tr><td rowspan=9 colspan=250>".repeat(9)).as_bytes()),
        Err(Failure::TooLarge)
    );
    let wide = format!("<table><tr>{}{}", "<td>".repeat(256), "<tr><td>".repeat(10_000));
    assert_eq!(page(wide.as_bytes()), Err(Failure::TooLarge));
    // Pseudo-random numbers, the same in every run.
    let mut random = 5_u64;
    let mut below = |end: usize| {
        random = random.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        usize::try_from(random >> 33).expect("31 bits") % end
    };
    let pieces: Vec<&str> = ARTICLE
        .split_inclusive('>')
        .chain([
            "<table>",
            "</table>",
            "<td rowspan=0>",
            "<b>",
            "</p>",
            "<caption>",
            "<",
            "&",
            "<!--",
            "<select>",
            "<template>",
        ])
        .collect();
    for _ in 0..2_000 {
        let html: String = (0..60).map(|_| pieces[below(pieces.len())]).collect();
        let converted = page(html.as_bytes()).expect("it is small");
        assert!(converted.places.iter().all(|(start, _)| converted.text.is_char_boundary(start)), "{html}");
        let bytes: Vec<u8> = (0..200).map(|_| u8::try_from(below(256)).expect("a byte")).collect();
        let _ = page(&bytes);
    }
}
