"""What an address is read as, and which typing slips are explained."""

import pytest

from fengsui.core.register.chinese_address import one_way, read_address
from fengsui.core.register.slips import is_slip


@pytest.mark.parametrize(
    ("text", "core"),
    [
        ("地址：江平镇卫生院（联系人：张某 0770-0000000）", "江平镇卫生院"),
        ("3、马路镇粮所", "马路镇粮所"),
        ("【第一批】東興市江平鎮黃竹村。", "东兴市江平镇黄竹村"),
        ("东 兴 镇 长 湖 村", "东兴镇长湖村"),
        ("江平镇卫生院13800000000", "江平镇卫生院"),
        ("Hotel 东兴镇桂香苑Ａ栋", "东兴镇桂香苑A栋"),
        ("碧海花园1栋1单元301室", "碧海花园1栋"),
        ("京岛宾馆天台抱杆", "京岛宾馆"),
        ("碧海花园（2栋）", "碧海花园2栋"),
        ("详见附件", ""),
        ("2026-05-01", ""),
        (None, ""),
    ],
)
def test_clutter_is_taken_off(text, core):
    assert read_address(text).core == core


def test_near_words_distances_and_poles_are_understood():
    assert read_address("江平汽车站往北200米").away_m == 200
    assert read_address("马路镇政府以西约5公里处").away_m == 5000
    assert read_address("卫生院斜对面").near
    assert read_address("卫生院（旁边）").near
    assert read_address("江龙村与潭吉村之间").between
    assert read_address("新华路监控杆").pole
    assert read_address("红星大队（现河洲村）").former == ("河洲村",)


@pytest.mark.parametrize(
    ("text", "same"),
    [
        ("碧海花园三号楼", "碧海花园3栋"),
        ("碧海花园第5幢", "碧海花园5栋"),
        ("阳光小区2#", "阳光小区2栋"),
        ("建设路二十号", "建设路20号"),
        ("竹山村村民委员会", "竹山村委会"),
        ("竹山村部", "竹山村委会"),
        ("人民政府", "政府"),
        ("第一小学", "第一小学"),
    ],
)
def test_numbers_and_bodies_are_written_one_way(text, same):
    assert one_way(text) == same


@pytest.mark.parametrize(
    ("typed", "name", "explained"),
    [
        ("卫生完", "卫生院", True),
        ("松伯村", "松柏村", True),
        ("中心学小", "中心小学", True),
        ("卫院", "卫生院", True),
        ("人民政政府", "人民政府", True),
        ("金海滩酒店", "金海湾酒店", False),
        ("第三小学", "第二小学", False),
        ("112号", "12号", False),
        ("江兴路", "兴江路", False),
        ("大田", "大桥", False),
        ("北仑石场", "北仑市场", False),
        ("国宾酒店", "国宾大酒店", False),
        ("南村", "北村", False),
    ],
)
def test_a_slip_is_explained_by_sound_shape_or_hand_alone(typed, name, explained):
    assert is_slip(typed, name) is explained
