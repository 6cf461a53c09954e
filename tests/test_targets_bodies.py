"""What an article calls by its kind once it has named it: 全村, 酒庄, 学校."""

from __future__ import annotations

import pytest

from conftest import article, records
from corpusutils.targets import extract_targets
from corpusutils.targets.bodies import Bodies


@pytest.mark.parametrize(
    ("body", "place"),
    [
        ("平遥县石门村去年修了路。如今，全村栽梨300亩。", "石门村"),
        ("拉着五户人家办起了绿芽养蜂专业合作社。去年，合作社采蜜12吨。", "绿芽养蜂专业合作社"),
        ("阳泉市人民医院启用了新楼。去年，医院接诊21万人次。", "阳泉市人民医院"),
        ("河湾镇的云岭酒庄种下了葡萄。云岭酒庄建成葡萄基地4200亩，酒庄里忙着埋土。", "云岭酒庄"),
        ("西滩物流园开园了。目前，园区入驻商户76家。", "西滩物流园"),
        ("平遥县长安镇中心幼儿园刷了墙。去年，幼儿园招收儿童260人。", "长安镇中心幼儿园"),
        ("庆阳机场添了航线。去年，机场运送旅客60万人次。", "庆阳机场"),
        ("青石沟煤矿换了设备。1至9月，全矿产煤768万吨。", "青石沟煤矿"),
        ("西岭至云台的西云高铁开始铺轨。全线6座隧道已贯通4座。", "西云高铁"),
    ],
)
def test_a_body_that_was_named_is_meant_by_its_kind(body: str, place: str) -> None:
    assert records(body)[-1].place == place


@pytest.mark.parametrize(
    "body",
    [
        "平遥县县城里有所中学。全县新改建农村公路86公里，建成学校3所。",
        "平遥县办起一家合作社。全县合作社发展到1276家。",
        "平遥县地方不大。全县11个村集体经济收入突破50万元。",
        "平遥县管着小型水库36座。全县除险加固水库12座。",
        "平遥县两个煤矿停了。全县产煤768万吨。",
    ],
)
def test_one_of_many_is_no_name(body: str) -> None:
    assert {r.place for r in records(body)} == {"平遥县"}


def test_the_one_named_last_is_meant() -> None:
    body = "石门村栽梨，柳林村养鱼。去年，全村养鱼3000亩。石门村的路也修好了。全村栽梨300亩。"
    assert [r.place for r in records(body)] == ["柳林村", "石门村"]


def test_the_body_that_an_article_is_at_home_in_is_meant_by_its_kind() -> None:
    headline, body = (
        "青湾灌区改造见成效",
        "青湾灌区里，柳林灌区的水也来了。去年，灌区改造渠道32公里。青湾灌区忙着放水。",
    )
    assert [r.place for r in extract_targets([article(body, headline=headline, date="2024-03-05")])] == ["青湾灌区"]


@pytest.mark.parametrize(
    ("body", "place"),
    [
        (
            "平遥县依山中学的操场铺好了。\n学校招来教师36名。\n学校的图书也多了，生均达到25册。\n升学率提高到54.7%。",
            "依山中学",
        ),
        (
            "平遥县依山中学的操场铺好了，全县都来看。\n学校招来教师36名。\n学校的图书也多了，生均达到25册。\n升学率提高到54.7%。",
            "平遥县",
        ),
    ],
)
def test_an_article_is_about_what_it_keeps_calling_by_its_kind_unless_it_speaks_of_the_whole_county(
    body: str, place: str
) -> None:
    assert records(body)[-1].place == place


def test_a_name_ends_where_what_leads_to_it_does() -> None:
    bodies = Bodies("", "记者走访柳林村。为36座小型水库装上雨量计。按照园区的办法，云岭产业园栽了树。", None)
    assert bodies.meant("全村种梨", 40) == "柳林村" and bodies.meant("园区栽树", 40) == "云岭产业园"
    assert bodies.meant("水库蓄水", 40) is None


@pytest.mark.parametrize(
    ("body", "kind", "name"),
    [
        ("话说去年，返乡青年管着柳林村。", "全村栽梨", "柳林村"),
        ("一条清水绕着的石门村，月底前并网光伏12万千瓦。", "全村栽梨", "石门村"),
        ("云岭有限责任公司的车间亮了灯。", "公司招工", "云岭有限责任公司"),
        ("推开太原科技学院的门。", "学院招生", "太原科技学院"),
        ("时尚云谷产业园开了园。", "园区栽树", "时尚云谷产业园"),
    ],
)
def test_a_name_begins_behind_verbs_and_times(body: str, kind: str, name: str) -> None:
    assert Bodies("", body, None).meant(kind, len(body)) == name


def test_a_share_of_a_village_does_not_turn_to_it() -> None:
    body = "石门村的绿芽养蜂专业合作社忙着采蜜。去年，合作社养蜂1200箱，占全村蜂箱的六成。"
    assert {r.place for r in records(body)} == {"绿芽养蜂专业合作社"}


def test_a_report_from_a_county_is_not_about_the_village_that_it_begins_in() -> None:
    far_down = "山坡上梨花开了。" * 20
    body = f"走进石门村，村里修了路，全村都说好，村里{far_down}\n全县改造厕所3200座。\n出水达标率为98%。"
    assert records(body, headline="平遥县乡村见闻")[-1].place == "平遥县"
    assert records(body, headline="平遥县石门村见闻")[-1].place == "石门村"


def test_a_name_keeps_the_word_that_it_always_has_before_it() -> None:
    body = "去年，27名青年回到上坞村。忙起来还得请村里的阿姨搭把手。上坞村有了茶店，全村去年收茶3吨。"
    assert records(body, headline="上坞村的茶")[-1].place == "上坞村"


def test_an_old_town_and_a_lake_are_what_an_article_is_about() -> None:
    old = "茶都古城的客栈多了。古城去年接待游客30万人次，古城的灯也亮了。今年古城要改造120户。"
    assert {r.place for r in records(old, headline="茶都古城")} == {"茶都古城"}
    lake = "茶溪湖边来了水鸟。湖区清退网围38公里，湖里的苦草恢复到5400亩。到2027年，茶溪湖湖区水鸟稳定在10万只。"
    assert {r.place for r in records(lake, headline="茶溪湖的冬天")} == {"茶溪湖"}


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("合作社把有机茶封闭示范区扩大了。示范区去年产茶3万吨，示范区的茶农多了。", "机茶封闭示范区"),
        ("县里部署非煤矿山整改。煤矿的事另说，煤矿去年停了。", "非煤矿"),
        ("大家把茶亭办成村里的事。村里去年添了茶亭，村里修了路。", "茶亭办成村"),
    ],
)
def test_what_is_cut_out_of_words_is_no_name(text: str, told: str) -> None:
    assert Bodies("", text, None).subject() in (None, ("有机茶封闭示范区", 2)) and told not in str(
        Bodies("", text, None)._named
    ).replace("有机茶封闭示范区", "")


def test_a_road_is_named_after_its_ends() -> None:
    body = "板桥沟特大桥是茶山至宁茶快速通道的一座桥，茶山至宁茶快速通道全长46公里。全线设隧道3座，全线去年发放工资320万元。"
    assert records(body, headline="茶山至宁茶快速通道")[-1].place == "茶山至宁茶快速通道"


def test_all_the_line_is_a_road_and_no_tunnel_of_it() -> None:
    body = "茶融铁路的茶岭隧道打通了。茶岭隧道长8736米。截至2月底，全线完成投资97亿元。茶融铁路全线征地9120亩。"
    assert [r.place for r in records(body, headline="茶岭隧道打通")][-2:] == ["茶融铁路", "茶融铁路"]
    alone = "茶岭大桥昨天合龙。茶岭大桥横跨两岸。全线去年完成投资7亿元，大桥年底通车。"
    assert records(alone, headline="茶岭大桥合龙")[0].place == "茶岭大桥"


def test_a_farm_calls_itself_by_its_fields() -> None:
    body = "晨茶农场的茶收完了。今年头两个月，全场种茶28万亩，全农场还田率98%。"
    assert {r.place for r in records(body, headline="晨茶农场的春天")} == {"晨茶农场"}


def test_who_is_visited_is_named_without_the_visit() -> None:
    body = "学校现在有学生4126人。学校去年添了茶室12间。"
    assert {r.place for r in records(body, headline="“学一门手艺”——访乌茶学校校长秦晓")} == {"乌茶学校"}
