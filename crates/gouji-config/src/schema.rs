use gouji_lint::{Level, rules};
use serde_json::{Map, Value, json};

use crate::BASELINE_NAME;

/// The JSON schema of `gouji.toml`, for editors: every rule with the title of its page.
pub fn schema() -> Value {
    let rules: Map<String, Value> = rules::ALL
        .iter()
        .map(|rule| {
            let description = format!("{} {}", title(rule.page.zh), title(rule.page.en));
            (
                rule.name.to_owned(),
                json!({ "description": description, "$ref": "#/definitions/level", "default": rule.severity.name() }),
            )
        })
        .collect();
    json!({
        "$schema": "http://json-schema.org/draft-07/schema#",
        "title": "gouji.toml",
        "description": "gouji 勾稽的配置。Configuration of gouji.",
        "type": "object",
        "additionalProperties": false,
        "properties": {
            "baseline": {
                "description": "已接受问题的文件，相对于本文件所在文件夹。File of accepted findings, relative to this file's folder.",
                "type": "string",
                "default": BASELINE_NAME
            },
            "exclude": {
                "description": "在文件夹中查找报告时跳过的文件和文件夹，相对于本文件所在文件夹，可用 * 和 **。Files and folders that are skipped when a folder is searched, relative to this file's folder, with * and **.",
                "type": "array",
                "items": { "type": "string" },
                "default": []
            },
            "rules": { "description": "各规则的级别。Level of each rule.", "$ref": "#/definitions/rules" },
            "overrides": {
                "description": "只对部分文件有效的级别，写在后面的优先。Levels for some files only; later ones win.",
                "type": "array",
                "items": { "$ref": "#/definitions/override" }
            }
        },
        "definitions": {
            "level": {
                "description": "off 关闭，hint 建议，info 提示，warning 警告，error 错误。",
                "enum": Level::NAMES
            },
            "rules": { "type": "object", "additionalProperties": false, "properties": rules },
            "override": {
                "type": "object",
                "additionalProperties": false,
                "required": ["paths", "rules"],
                "properties": {
                    "paths": {
                        "description": "相对于本文件所在文件夹的路径，可用 * 和 **。Paths relative to this file's folder, with * and **.",
                        "type": "array",
                        "items": { "type": "string" }
                    },
                    "rules": { "$ref": "#/definitions/rules" }
                }
            }
        }
    })
}

/// The title of a page.
fn title(page: &str) -> &str {
    page.lines().next().unwrap_or_default().trim_start_matches("# ")
}
