//! What people and programs put into reports.

use proptest::collection::vec;
use proptest::prelude::*;

/// A few characters, not always whole words.
pub fn piece() -> impl Strategy<Value = String> {
    let common = prop::sample::select(vec![
        "一",
        "三、",
        "（一）",
        "1.",
        "𠀀",
        "😀",
        "e\u{301}",
        "\u{200B}",
        "\u{FEFF}",
        "\r\n",
        "\n",
        "\r",
        "\t",
        "0",
        "12",
        "１２",
        "，",
        "。",
        "#",
        "## ",
        " ",
        "\u{3000}",
        "\u{2028}",
        "\0",
        "总计",
        "政府信息公开",
        "报告",
        "\t0\t0\t0\t0\t0\t0\t0\n",
        "五、存在的主要问题及改进情况\n",
    ]);
    vec(common, 0..4).prop_map(|pieces| pieces.concat())
}
