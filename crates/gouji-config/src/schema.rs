use gouji_l10n::{Catalogue, Locale};
use gouji_lint::rules::{self, Group};
use gouji_lint::{Level, rule_docs};
use serde_json::{Map, Value, json};

use crate::BASELINE_NAME;
use crate::config::{LONGEST_WORD, MOST_WORDS};

/// The JSON schema of `gouji.toml`, for editors: every rule with the title of its page, and every group.
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
    let groups: Map<String, Value> =
        Group::ALL.into_iter().map(|group| (group.name().to_owned(), of_group(group))).collect();
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
            "groups": {
                "description": "各组规则的级别，rules 中单独写明的优先。Level of each group of rules; rules take precedence.",
                "$ref": "#/definitions/groups"
            },
            "rules": { "description": "各规则的级别。Level of each rule.", "$ref": "#/definitions/rules" },
            "words": { "$ref": "#/definitions/words" },
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
            "groups": { "type": "object", "additionalProperties": false, "properties": groups },
            "rules": { "type": "object", "additionalProperties": false, "properties": rules },
            "words": {
                "description": "本单位的用词，供 misspelt-word 使用。Words of the agency, for misspelt-word.",
                "type": "object",
                "additionalProperties": false,
                "properties": {
                    "slips": {
                        "description": "容易写错的词：错 = \"对\"。Words that are often written wrongly: wrong = \"right\".",
                        "type": "object",
                        "maxProperties": MOST_WORDS,
                        "propertyNames": { "$ref": "#/definitions/word" },
                        "additionalProperties": { "$ref": "#/definitions/word" }
                    },
                    "terms": {
                        "description": "本单位的专用词，不作错别字提示。Terms that are never reported as misspelt.",
                        "type": "array",
                        "maxItems": MOST_WORDS,
                        "items": { "$ref": "#/definitions/word" }
                    }
                }
            },
            "word": { "type": "string", "minLength": 1, "maxLength": LONGEST_WORD, "pattern": "^\\S+$" },
            "override": {
                "type": "object",
                "additionalProperties": false,
                "required": ["paths"],
                "anyOf": [{ "required": ["rules"] }, { "required": ["groups"] }],
                "properties": {
                    "paths": {
                        "description": "相对于本文件所在文件夹的路径，可用 * 和 **。Paths relative to this file's folder, with * and **.",
                        "type": "array",
                        "items": { "type": "string" }
                    },
                    "groups": { "$ref": "#/definitions/groups" },
                    "rules": { "$ref": "#/definitions/rules" }
                }
            }
        }
    })
}

fn of_group(group: Group) -> Value {
    let title = |locale| Catalogue::for_locale(locale).text(rule_docs::group(group));
    let description = format!("{} {}", title(Locale::Chinese), title(Locale::English));
    json!({ "description": description, "$ref": "#/definitions/level" })
}

/// The title of a page.
fn title(page: &str) -> &str {
    page.lines().next().unwrap_or_default().trim_start_matches("# ")
}
