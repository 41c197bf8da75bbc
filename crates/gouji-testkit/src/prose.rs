//! Random paragraphs as authors write them, without figures.

use rand::SeedableRng;
use rand::rngs::StdRng;
use rand::seq::IndexedRandom;

const ACTORS: [&str; 10] = [
    "政务公开办公室",
    "信息中心",
    "政务服务大厅",
    "法制机构",
    "宣传部门",
    "档案馆",
    "图书馆",
    "便民服务站",
    "工作专班",
    "值班人员",
];
const TOPICS: [&str; 12] = [
    "就业创业",
    "义务教育",
    "医疗卫生",
    "养老服务",
    "住房保障",
    "生态环境",
    "食品安全",
    "乡村振兴",
    "财政预算",
    "重大项目",
    "安全生产",
    "公共文化",
];
const VERBS: [&str; 10] = ["梳理", "编制", "核对", "更新", "公布", "解读", "汇总", "归集", "修订", "完善"];
const OBJECTS: [&str; 12] = [
    "公开目录",
    "办事指南",
    "问答手册",
    "流程说明",
    "政策清单",
    "栏目内容",
    "图解材料",
    "答复范本",
    "审查记录",
    "培训讲义",
    "检查台账",
    "意见汇编",
];
const RESULTS: [&str; 12] = [
    "方便群众查阅",
    "减少重复咨询",
    "明确办理时限",
    "统一答复口径",
    "提高发布时效",
    "便于社会监督",
    "规范审查程序",
    "压实各方责任",
    "回应企业关切",
    "扩大公众参与",
    "丰富公开渠道",
    "保证内容准确",
];

/// So many paragraphs of four sentences, about 100 Han characters each. They depend on `seed`.
pub fn paragraphs(count: usize, seed: u64) -> Vec<String> {
    let mut random = StdRng::seed_from_u64(seed);
    (0..count).map(|_| (0..4).map(|_| sentence(&mut random)).collect()).collect()
}

fn sentence(random: &mut StdRng) -> String {
    let mut choose = |words: &[&'static str]| *words.choose(random).expect("words");
    let (actor, topic, verb) = (choose(&ACTORS), choose(&TOPICS), choose(&VERBS));
    format!("{actor}围绕{topic}{verb}{}，{}，{}。", choose(&OBJECTS), choose(&RESULTS), choose(&RESULTS))
}
