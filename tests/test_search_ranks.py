"""What a search has first, on the invented examples: 15 searches judged by hand, each with the reason.

The first hits must be among those that somebody who searches so looks for; in the order of the table they need not be.
"""

from __future__ import annotations

from pathlib import Path

import pytest

import lawgraph.search
from lawgraph.build import build
from lawgraph.search import Index

from .conftest import ROOT

LAW, PROVINCE = "《中华人民共和国中小企业发展保障法（示例）》", "《示例省促进中小企业发展条例》"
NOTICE = "《示例县人民政府办公室关于促进中小企业稳定发展若干措施的通知》"
OPINION = "《示例省人民政府关于支持小型微型企业健康发展的实施意见》"

JUDGED = []
