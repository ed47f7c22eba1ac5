"""Tokens: what is looked for in less time than jieba takes is what jieba finds."""

from __future__ import annotations

import jieba
import jieba.posseg
import pytest
from hypothesis import given
from hypothesis import strategies as st
from jieba.posseg import char_state_tab_P, emit_P, start_P, trans_P
from jieba.posseg.viterbi import viterbi

from ingest.language import _dictionary, _tagged, _tags, _ways, log_probability
from ingest.likeliest import _FEW
from ingest.unknown_words import likeliest_states

#: Characters that rules are full of, some without a state in jieba's model, digits, letters, marks and blanks.
_CHARACTERS = (
    "的应当由第条处责令改正罚款人民政府和部门办理一二三公司法龘靐鿕1２0.aZ+#&_%－，。（）《》\r\n\t　 "
)


@pytest.fixture(scope="module", name="jiebas")
def _jiebas() -> jieba.posseg.POSTokenizer:
    """Return jieba's own tagger over our words."""
    tokenizer = jieba.Tokenizer()
    seen = _ways().frequencies
    beginnings = {word[:end]: 0 for word in seen for end in range(1, len(word))}
    tokenizer.FREQ, tokenizer.total, tokenizer.initialized = beginnings | seen, _dictionary()[1], True
    tagger = jieba.posseg.POSTokenizer(tokenizer)
    tagger.word_tag_tab = _tags()
    return tagger


@pytest.mark.parametrize(
    ("text", "why"),
    [
        ("第三条　县级以上人民政府应当建立工作机制。", "words of the dictionary, single characters, marks"),
        ("拒不改正的，处5000元以上3.5万元以下罚款", "numbers"),
        (
            "禁种铲毒以外的龘靐，由其监护人",
            "characters that stand alone side by side, and some that no model knows",
        ),
        ("依规送养", "words that the lexicon teaches"),
        ("USB3.0接口a1b2_#的C++", "letters and digits"),
        ("一\r\n二\n三\t四 五　六", "a line break of two characters is one token, other blanks one each"),
        ("", "nothing"),
    ],
)
def test_words_and_tags_are_those_of_jieba(text: str, why: str, jiebas: jieba.posseg.POSTokenizer) -> None:
    assert [*zip(*next(_tagged([text])), strict=True)] == [
        (pair.word, pair.flag) for pair in jiebas.cut(text)
    ], why


@given(text=st.text(st.sampled_from(_CHARACTERS), max_size=40))
def test_any_text_is_cut_as_jieba_does(text: str, jiebas: jieba.posseg.POSTokenizer) -> None:
    assert [*zip(*next(_tagged([text])), strict=True)] == [
        (pair.word, pair.flag) for pair in jiebas.cut(text)
    ]


@given(text=st.text(st.sampled_from(_CHARACTERS + "中华人民共和国务院"), max_size=40))
def test_words_looked_up_at_once_are_those_looked_up_one_by_one(text: str) -> None:
    words, tags = next(_tagged([text]))
    longer = next(_tagged([text + "，" * _FEW]))
    assert (longer[0][: len(words)], longer[1][: len(words)]) == (words, tags)


@given(stretch=st.text(st.characters(min_codepoint=0x4E00, max_codepoint=0x9FD5), min_size=1, max_size=8))
def test_states_are_the_likeliest_by_jiebas_own_search(stretch: str) -> None:
    assert likeliest_states(stretch) == viterbi(stretch, char_state_tab_P, start_P, trans_P, emit_P)[1]


@given(text=st.text(st.sampled_from("的应当由第条处中华人民共和国务院有限责任公司法龘靐aZ，"), max_size=20))
def test_the_likeliest_cut_is_as_likely_as_jiebas(text: str, jiebas: jieba.posseg.POSTokenizer) -> None:
    ways: dict[int, tuple[float, int]] = {}
    jiebas.tokenizer.calc(text, jiebas.tokenizer.get_DAG(text), ways)
    assert log_probability(text) == pytest.approx(ways[0][0])


@pytest.mark.parametrize(
    "text", ["中华人民共和国", "中华人民共和", "社会主义市场经济体制", "中国人民政治协商会议"]
)
def test_a_long_word_counts_as_one_where_the_text_ends_with_it(
    text: str, jiebas: jieba.posseg.POSTokenizer
) -> None:
    ways: dict[int, tuple[float, int]] = {}
    jiebas.tokenizer.calc(text, jiebas.tokenizer.get_DAG(text), ways)
    assert log_probability(text) == pytest.approx(ways[0][0])
