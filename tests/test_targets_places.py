"""Where what is told holds."""

from __future__ import annotations

import pytest

from conftest import article, records
from corpusutils.targets import extract_targets
from corpusutils.targets.divisions import find_divisions
from corpusutils.targets.subjects import leading_subject


def test_places_down_to_the_county_are_found() -> None:
    assert [name for _, _, name in find_divisions("晋城市沁水县和潞州区")] == ["晋城市", "沁水县", "潞州区"]
    assert find_divisions("南阳煤业", province="山西省") == []
    for words in (
        "振兴县域经济",
        "响应县委号召",
        "茶叶供应县外",
        "省市和县两级",
        "河道县段",
        "时代县城",
        "面临县域竞争",
    ):
        assert find_divisions(words, province="山西省") == []


def test_a_wider_place_that_a_rank_is_told_of_is_not_where_the_next_figure_holds() -> None:
    found = records("去年，晋中市栽桑3万亩，增速居全省第三位；养蚕8万张，占全国三成；出口生丝12吨。", place="晋中市")
    assert {r.place for r in found if r.unit in ("万亩", "万张", "吨")} == {"晋中市"}


@pytest.mark.parametrize(
    ("headline", "body", "place"),
    [
        ("平遥县走访", "灵石县一座水厂改建，全市供水能力提高到40万吨。", "晋中市"),
        ("五市走访", "12月3日，阳泉市政府召开会议通报，到11月底，全市栽竹2万亩。", "阳泉市"),
        ("山西要闻", "晋城\n全市栽竹2万亩。", "晋城市"),
        ("左权给自己加码", "全县栽桑3万亩，左权的山坡绿了，左权的桑多了。山西省林草局来看过。", "左权县"),
        ("访长治市水利局总工程师", "去年，全市栽竹2万亩。", "长治市"),
        (
            "",
            "12月3日，平遥县的竹园一片青翠，这是晋中市多年栽竹的成果。晋中市今年栽竹2万亩，全市竹园面积达8万亩。",
            "晋中市",
        ),
        ("", "“左权县竹编项目今年带动就业300人。”负责人说。", "左权县"),
        ("介休市采茶忙", "介休市有茶园。去年，全市栽茶2万亩。", "介休市"),
        ("", "家住平遥县茶香小区的老宋新装了电梯。去年，全市加装电梯55部。今年，全市计划再装60部。", "晋中市"),
        ("介休：茶香了", "河北省定州市的茶客来了。去年，全市卖茶2万吨。", "定州市"),
    ],
)
def test_the_whole_city_is_the_one_named_last_or_the_one_above(headline: str, body: str, place: str) -> None:
    assert {r.place for r in records(body, headline=headline)} == {place}


def test_a_place_named_after_its_peoples_goes_by_the_name_that_the_text_has() -> None:
    assert [name for _, _, name in find_divisions("海南州的茶场")] == ["海南藏族自治州"]
    assert {r.place for r in records("海南州栽茶3万亩，民和县栽茶2万亩。", place="青海省")} == {"海南州", "民和县"}


def test_a_bank_of_a_lake_is_no_province() -> None:
    assert find_divisions("漳水湖北岸和汾河西侧") == []


def test_what_stands_before_a_name_in_a_headline_is_cut_as_far_as_the_text_repeats_the_rest() -> None:
    body = "岚水引茶灌区今年忙。去年，灌区衬砌茶渠46公里。目前，灌区用工62人。"
    assert {r.place for r in records(body, headline="跟旱塬较劲岚水引茶灌区")} == {"岚水引茶灌区"}


@pytest.mark.parametrize(
    ("headline", "body", "place"),
    [
        ("", "定西市安定区的梯田里种上了茶。全区茶园面积达3万亩。", "安定区"),
        ("推进茶厂改造 ——晋茶岚水茶业公司见闻", "晋茶岚水茶业公司投资4800万元。", "晋茶岚水茶业公司"),
        ("", "汾河源头的宁武县种茶3万亩。", "宁武县"),
        ("孝义市村级茶站开张", "去年，茶站卖茶2万吨。", "孝义市"),
        ("什么样的煤矿能留下", "宁武县的煤矿改造了3座，煤矿的井下亮堂了。", "宁武县"),
        ("——对话西和县人民医院院长秦晓", "去年门急诊31万人次。", "西和县人民医院"),
        ("", "全市采茶推进会召开，礼县、西和两县被点了名。会议通报，采茶工有9万人。", "陇南市"),
        ("", "四川来的掘进工在宁武县打通隧道3座。", "宁武县"),
        (
            "一片茶叶的四十道工序",
            "走进宁武县的晋岚茶叶公司，炒锅正热。去年，公司投资800万元。目前，公司用工62人。",
            "晋岚茶叶公司",
        ),
        (
            "一渠春水上茶山 ———宁武县涑北引水灌区综述",
            "春茶要浇水了。去年，灌区衬砌茶渠46公里。今年，灌区引水3000万立方米。",
            "涑北引水灌区",
        ),
        (
            "井下人少了",
            "1月17日，宁武县，山西晋岚茶业有限公司里灯火通明。晋岚茶业投入2亿元，建成生产线2条。",
            "晋岚茶业",
        ),
        ("临岚茶业：老厂变身记", "走进宁武县的临岚茶业厂区，炒锅正热。企业投入环保资金7亿元。", "临岚茶业"),
        ("", "宁武县财政拿出真金白银，投入茶园5000万元。", "宁武县"),
        ("", "九江港集装箱吞吐量达到9万标箱。", "九江港"),
        ("", "走进宁武县茶香镇，炒锅正热。去年，全镇栽茶3万亩。目前，建成茶厂2座。", "宁武县茶香镇"),
        ("", "走进宁武县茶香镇，炒锅正热。去年，全县栽茶3万亩。目前，建成茶厂2座。", "宁武县"),
    ],
)
def test_an_article_is_at_home_where_its_opening_says(headline: str, body: str, place: str) -> None:
    assert {r.place for r in records(body, headline=headline)} == {place}


def test_each_figure_of_a_list_of_places_holds_in_its_own() -> None:
    found = records("全省改造茶园300处，其中太原市改造120处、大同市改造80处、运城市60处。", place="山西省")
    assert [(r.place, r.indicator, r.value) for r in found] == [
        ("山西省", "改造茶园", 300),
        ("太原市", "改造茶园", 120),
        ("大同市", "改造茶园", 80),
        ("运城市", "改造茶园", 60),
    ]


def test_what_is_dealt_out_behind_a_list_of_places_goes_to_each() -> None:
    found = records("太原市采茶12万吨、大同市5万吨，分别增长3%、4%。", place="山西省")
    assert [(r.place, r.indicator) for r in found if r.unit == "%"] == [("太原市", "采茶"), ("大同市", "采茶")]


@pytest.mark.parametrize(
    ("body", "place"),
    [
        ("去年，临汾、运城两市栽茶694万亩。", "临汾、运城两市"),
        ("去年，孟水断面过水量3.2亿立方米。", "孟水断面"),
        ("去年，孟水港海铁联运量完成98.6万标箱。", "孟水港"),
        ("去年，孟水灌区浇地61.2万亩。", "孟水灌区"),
        ("去年，孟水开发区集聚茶厂35家。", "孟水开发区"),
        ("去年，汾河水系国控断面优良比例99%。", "山西省"),
        ("去年，太原至晋城引茶工程完成投资43亿元。", "太原至晋城引茶工程"),
        ("去年，孟黎高速采茶段完成投资43亿元。", "孟黎高速采茶段"),
        ("去年，余下的孟茶岭隧道掘进760米。", "孟茶岭隧道"),
        ("去年，孟水河采茶段完成清淤12公里。", "孟水河采茶段"),
        ("去年，孟水湖湖体总磷浓度为0.05毫克/升。", "孟水湖"),
        ("去年，孟水关口岸进口茶叶8万吨。", "孟水关口岸"),
        ("去年，孟水机场运送旅客21万人次。", "孟水机场"),
        ("去年，太原海关检验茶叶3万吨。", "太原海关"),
        ("去年，孟水机场新开航线3条，发送旅客21万人次。", "孟水机场"),
        ("青茗五矿近年来投入1500余万元，治理沉陷茶园180亩。", "青茗五矿"),
        ("去年，恢复滩涂湿地2.5万亩。", "山西省"),
        ("去年，除险加固病险水库112座。", "山西省"),
        ("去年，国省干线优良路率为96%。", "山西省"),
        ("去年，优良断面为33个。", "山西省"),
        ("去年，独立储能电站装机达到30万千瓦。", "山西省"),
        ("去年，孟子关泉平均流量为8.6立方米每秒。", "孟子关泉"),
        ("去年，还能为沿线2.5万亩茶园供水。", "山西省"),
        ("去年，退化湿地修复2.5万亩。", "山西省"),
        ("去年，该院办理涉湿地案件23件。", "山西省"),
    ],
)
def test_a_clause_speaks_of_the_works_or_places_that_it_begins_with(body: str, place: str) -> None:
    assert {r.place for r in records(body, place="山西省")} == {place}


def test_a_kind_of_works_is_no_home_however_often_it_is_told() -> None:
    body = (
        "3月2日，宁武县茶香镇的污水净化工程现场机声不断。污水净化工程是县里的大事。\n"
        "去年，投资8000万元。工程日处理污水2万立方米。工程投用后，工程还可供水3万吨。"
    )
    assert {r.place for r in records(body, headline="污水净化工程加快建设")} == {"宁武县"}


def test_a_report_is_of_the_innermost_place_that_its_title_names() -> None:
    found = records("去年，全县栽茶3万亩，建成茶厂2座。", date=None, headline="山西省宁武县 2022 政府工作报告")
    assert {r.place for r in found} == {"宁武县"}


def test_a_report_on_the_whole_country_is_of_the_country_whatever_places_it_names() -> None:
    body = "过去一年，杨浦区和松江区试种新茶。茶园面积增长3.5%。"
    assert {r.place for r in records(body, headline="全国 2015 政府工作报告")} == {"全国"}


def test_a_company_is_called_what_its_text_mostly_calls_it() -> None:
    body = "走进山西宏岭煤业集团，茶园满坡。宏岭集团去年栽茶300亩。今年，宏岭集团计划再栽200亩。"
    headline = "矿山飘茶香——山西宏岭煤业集团见闻"
    assert {r.place for r in records(body, headline=headline)} == {"宏岭集团"}


def test_a_harbour_that_a_headline_begins_with_is_more_than_its_city() -> None:
    body = "今年1至9月，秦皇岛港发运茶叶12万吨。新开茶叶班轮48班。"
    assert {r.place for r in records(body, headline="秦皇岛港茶香飘远 前9月发运12万吨")} == {"秦皇岛港"}


def test_the_time_before_a_company_is_no_part_of_its_name() -> None:
    body = "高平市的茶企不少。上半年公司制茶30吨，利润增长2%。"
    assert {r.place for r in records(body)} == {"高平市"}


def test_behind_works_a_sentence_goes_on_about_the_county_that_they_lie_in() -> None:
    found = records("去年，宁武县孟水水库大坝填到60米，供水能力达到3万吨。", place="山西省")
    assert [r.place for r in found] == ["宁武县孟水水库", "宁武县"]


def test_a_clause_that_tells_when_works_end_goes_on_about_them() -> None:
    found = records("孟茶岭隧道全面转入衬砌，全长3268米，确保2025年底建成通车，县里为此投资3亿元。", place="山西省")
    assert [r.place for r in found] == ["孟茶岭隧道", "孟茶岭隧道", "山西省"]


def test_the_middle_of_a_city_is_called_by_its_name() -> None:
    assert {r.place for r in records("去年，主城区新增茶馆21个。", place="晋中市")} == {"晋中市主城区"}


def test_a_meeting_of_the_whole_city_speaks_of_the_pages_city_and_not_of_where_it_is_held() -> None:
    page = [
        article("宜昌市的茶园绿了，宜昌市的茶农忙着采茶，夷陵区、西陵区都有茶园。", name="a01"),
        article("7月9日，全市采茶推进会在枝江市召开。会议深入贯彻省委部署。1至6月，采茶4万吨。", name="a02"),
    ]
    assert {r.place for r in extract_targets(page)} == {"宜昌市"}


def test_the_page_of_a_countys_paper_says_which_county_is_meant() -> None:
    page = [
        article("莘县新添茶亭，莘县茶农也去看了。", name="a01"),
        article("莘县的渠修好了，渠工来自洛阳市。", name="a02"),
        article("全县采茶1.6万亩。", name="a03"),
    ]
    found = list(extract_targets(page))
    assert [record.place for record in found] == ["莘县"]


def test_the_middle_of_a_paper_s_city_in_a_headline_is_the_city() -> None:
    page = [
        article("宜昌市的茶园绿了，宜昌市的茶农忙着采茶，夷陵区、西陵区都有茶园。", name="a01"),
        article("夷陵区的老李去年搬进新房。今年，改造小区112个。", name="a02", headline="市区老旧小区换新颜"),
    ]
    assert {r.place for r in extract_targets(page)} == {"宜昌市"}


def test_the_only_place_that_a_text_names_is_where_it_is_at_home() -> None:
    body = "老李的茶摊摆了多年，熟客不少，茶香飘了半条街。" * 8 + "这是夷陵区夜市的一个缩影。今年，夜市新增茶摊120个。"
    assert {r.place for r in records(body, keep_passing=True)} == {"夷陵区"}


def test_a_river_of_the_province_is_no_far_city_of_its_name() -> None:
    page = [
        article("张掖市的茶园绿了，高台县、临泽县都有茶园。", name="a01"),
        article("去年，茶园更换水管118公里。", name="a02", headline="鹤舞黑河"),
    ]
    assert {r.place for r in extract_targets(page)} == {None}


def test_a_group_that_builds_keeps_its_name() -> None:
    headline = "向新而行——山西青茗路桥建设集团2023年综述"
    (found,) = extract_targets([article("2023年，完成营业收入86亿元。", headline=headline, date="2024-01-09")])
    assert (found.place or "").endswith("青茗路桥建设集团")


@pytest.mark.parametrize(
    ("body", "places"),
    [
        (
            "位于茶山工业园的青茗薯业公司，去年加工原薯5.7万吨。公司二期年底投产，可安排280人上岗。",
            ["青茗薯业公司"] * 2,
        ),
        ("青茗薯业公司去年来了。全县加工原薯5.7万吨。", ["岚县"]),
        ("青茗供电公司的人来了，去年户均变压器容量增加2.8千伏安。", ["岚县"]),
        ("茶库是由青茗路桥公司、茶研所共同建设的典范，项目建成后可存茶3万吨。", ["岚县"]),
        ("青茗路桥公司中标承建茶库，茶库去年存茶3万吨。", ["岚县"]),
        ("来自茶业部门的数据显示，茶库去年存茶3万吨。", ["岚县"]),
    ],
)
def test_a_paragraph_that_names_a_company_goes_on_about_it(body: str, places: list[str]) -> None:
    found = records(body, place="岚县", date="2024-12-05", keep_passing=True)
    assert [r.place for r in found if r.value] == places


def test_what_leads_to_a_group_is_no_part_of_its_name() -> None:
    found = records("按照集团的安排，去年有280人转岗到集团的茶厂，茶厂产茶3万吨。", place="岚县", keep_passing=True)
    assert {r.place for r in found} == {"岚县"}


def test_works_of_a_kind_are_no_place() -> None:
    body = "我省规模化供水工程今年再添35处。" + "规模化供水工程管得好，水才甜。"
    (found,) = extract_targets([article(body, headline="规模化供水工程再添新家", place=None)])
    assert found.place != "规模化供水工程"


def test_places_dealt_out_may_stand_behind_their_region() -> None:
    found = records("陕北的榆林、延安茶树成活率分别为86.2%和91.4%。", place="陕西省")
    assert [r.place for r in found] == ["榆林市", "延安市"]


def test_a_place_that_is_told_counts_though_no_table_has_it() -> None:
    body = "去年，全县栽茶3万亩。"
    assert {r.place for r in records(body, headline="# 云茗县 2024 政府工作报告")} == {"云茗县"}


def test_a_kind_of_district_alone_is_no_place() -> None:
    body = "近日，省农业农村厅公布第二批茶旅融合示范区名单，茶旅融合示范区增加到30个。山西省有茶的县还不多。"
    assert "示范区" not in {r.place for r in records(body, headline="省农业农村厅公布第二批示范区")}


@pytest.mark.parametrize(
    ("told", "place"), [("河南省", "洛阳市"), ("洛阳市", "洛阳市"), ("陕西省", "陕西省"), (None, "洛阳市")]
)
def test_a_page_s_province_leaves_its_articles_their_cities(told: str | None, place: str) -> None:
    (found,) = records("今年，全市计划新建茶园46个。", headline="洛阳茶园再添46个", date="2024-05-20", place=told)
    assert found.place == place


@pytest.mark.parametrize(
    ("body", "place"),
    [
        ("本刊讯 记者从孟水港获悉，今年前三季度，茶叶下水量完成3万吨。", "孟水港"),
        ("本刊讯 记者从孟水灌区了解到，今年前三季度，浇茶园3万亩。", "孟水灌区"),
        ("本刊讯 记者从孟水县人民法院了解到，今年前三季度，审结茶园案件300件。", "孟水县人民法院"),
        ("本刊讯 从孟水局集团公司会上获悉：孟水局集团公司今年前三季度发送茶叶3万吨。", "孟水局集团公司"),
    ],
)
def test_an_article_is_at_home_where_its_reporter_heard_it(body: str, place: str) -> None:
    (found,) = records(body, date="2024-10-12", keep_passing=True)
    assert found.place == place


@pytest.mark.parametrize(
    ("heading", "body", "place"),
    [
        ("江西省鹰潭市 2023 新闻报道", "小村的水账本\n贵溪市有个山村。全市栽树9万亩，鹰潭的水清了。", "鹰潭市"),
        (
            "山东省潍坊市 2019 新闻报道",
            "寿光大棚换挡\n四月里，山东寿光的棚户忙着摘瓜。寿光去年新建棚1.2万个。",
            "寿光市",
        ),
        ("陕西省渭南市 2021 新闻报道", "果园防霜记\n白水县的果农点起了火堆。今年，全县投保12.4万亩。", "白水县"),
        ("黑龙江省双鸭山市 2019 新闻报道", "南岭煤矿职工转岗\n南岭煤矿要关了。内部退养304人。", "南岭煤矿"),
        ("黑龙江省双鸭山市 2019 新闻报道 南岭煤矿职工转岗", "南岭煤矿要关了。内部退养304人。", "南岭煤矿"),
    ],
)
def test_what_a_heading_tells_leaves_an_article_of_the_press_its_own_place(heading: str, body: str, place: str) -> None:
    found = list(extract_targets([article(body, headline=heading, date="2023-03-05")], keep_passing=True))
    assert found[-1].place == place


def test_an_autonomous_region_and_prefecture_are_meant_by_the_words_of_their_papers() -> None:
    region = article(
        "1月18日，自治区统计局公布，宁夏经济回升。全区新增就业7.9万人，增长4%。", headline="全区经济稳中有进"
    )
    assert {r.place for r in extract_targets([region])} == {"宁夏回族自治区"}
    prefecture = article("甘南州统计局公布了数据。去年，合作市修路3公里；全州接待游客281万人次。", headline="经济平稳")
    assert [r.place for r in extract_targets([prefecture])] == ["合作市", "甘南州"]


def test_a_county_of_one_people_goes_by_the_name_that_the_text_has() -> None:
    assert records("去年，东乡县栽桑3万亩。", headline="东乡县见闻")[0].place == "东乡县"


@pytest.mark.parametrize(
    ("clause", "subject"),
    [
        ("规划修复湿地3200亩", None),
        ("平遥县围绕柳根湖湿地拆除违建", None),
        ("划定柳根湖湿地保护范围", "柳根湖湿地"),
        ("当时云岭盆地北部缺水", "云岭盆地"),
        ("煤炭矿石铁路运出比例已达61%", None),
        ("存量电站的整治要完成", None),
        ("出境的云台桥断面水质为Ⅳ类", "云台桥断面"),
        ("柳根湖国家湿地公园接待游客6万人次", "柳根湖国家湿地公园"),
        ("启动云岭水厂改造", "云岭水厂"),
        ("表流湿地完成70%", None),
        ("和扩建城镇水厂12座", None),
        ("按照公司已定的计划", None),
    ],
)
def test_what_acts_on_works_is_no_part_of_their_name(clause: str, subject: str | None) -> None:
    assert leading_subject(clause, None) == subject


def test_the_place_that_a_paragraph_begins_with_holds_for_all_of_it() -> None:
    body = (
        "全市秋收过半，入库粮食21万吨。\n德安县盯着大户。补种油菜3万亩，烘干设备增加12台。\n"
        "修水县的茶厂停了工。据市农业农村局统计，全市改造茶园4万亩。新建仓库6座。"
    )
    found = records(body, headline="九江秋收见闻", place="九江市")
    assert {r.value: r.place for r in found} == {
        21: "九江市", 3: "德安县", 12: "德安县", 4: "九江市", 6: "九江市",
    }  # fmt: skip


def test_no_body_is_called_by_what_stands_before_its_name() -> None:
    body = "长岭叶片（大丰）有限公司去年建成投产。公司现有工人420人，公司去年完成产值9亿元。"
    assert {r.place for r in records(body, headline="长岭叶片（大丰）有限公司见闻")} == {"长岭叶片（大丰）有限公司"}
    assert records("所有正常生产煤矿8月底前完成巡查。", place="山西省", headline="煤矿巡查")[0].place == "山西省"


def test_of_all_the_sections_of_a_basin_those_that_are_good_lie_in_it() -> None:
    found = records("今年头两个月，桑茶河流域5个国考断面中，优良断面达到4个。", place="大同市")
    assert [(r.value, r.place) for r in found] == [(4, "桑茶河流域")]


def test_what_works_can_do_is_told_of_them() -> None:
    found = records("茶香水厂扩建工程去年6月投产，日处理能力由4万吨提升到8万吨。", place="宜昌市")
    assert {r.place for r in found} == {"茶香水厂"}


def test_words_that_lead_to_a_river_are_no_part_of_its_name() -> None:
    assert records("茶乡对沿江1126个排污口逐一建档。", place="安康市")[0].place == "安康市"
