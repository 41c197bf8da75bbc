use std::sync::LazyLock;

use gouji_text::AdaptiveRegex;

use crate::patterns;

/// Counties and lower governments. 区 is a county, but 自治区 and 新区 are not.
static COUNTY: LazyLock<AdaptiveRegex> = LazyLock::new(|| {
    patterns::pattern(r"(?:县|旗|乡|镇|街道|(?P<district>.)区)(?:人民政府|政府)?$|街道办事处$|(?:乡|镇)(?:人民)?政府$")
});

/// Departments of local governments.
static DEPARTMENT: LazyLock<AdaptiveRegex> =
    LazyLock::new(|| patterns::pattern(r"[省市县区州旗盟].+(?:局|厅|委员会)$"));

/// Whether the name shows that the agency cannot make rules (规章): it is a county, a lower government, or a department of a local
/// government. False in doubt.
pub(super) fn makes_no_rules(agency: &str) -> bool {
    let agency: String = agency.chars().filter(|c| !c.is_whitespace()).collect();
    let is_national = ["国务院", "国家", "中国", "中华", "全国"].iter().any(|start| agency.starts_with(start));
    let is_county = COUNTY.captures_at(&agency, 0).is_some_and(|found| {
        found.name("district").is_none_or(|before| !["治", "新", "政"].contains(&before.slice(&agency)))
    });
    !is_national && (is_county || DEPARTMENT.is_match(&agency))
}

#[cfg(test)]
mod tests {
    use super::makes_no_rules;

    #[test]
    fn agencies_that_cannot_make_rules_are_recognised() {
        for (agency, no_rules) in [
            ("青山县", true),
            ("青山县人民政府", true),
            ("青山自治县人民政府", true),
            ("河东市青山区人民政府", true),
            ("青山街道办事处", true),
            ("河东区青山镇人民政府", true),
            ("河东市公安局", true),
            ("河东省司法厅", true),
            ("河东市人民政府", false),
            ("河东市", false),
            ("河东自治区人民政府", false),
            ("河东自治州人民政府", false),
            ("河东新区", false),
            ("国家税务总局", false),
            ("中国气象局", false),
            ("河东市人民政府办公室", false),
            ("", false),
        ] {
            assert_eq!(makes_no_rules(agency), no_rules, "{agency}");
        }
    }
}
