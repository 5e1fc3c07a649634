"""JavaScript regular expressions mean here what they mean in the browser."""

import pytest

from forms import patterns
from forms.patterns import PatternError, PatternSlowError


@pytest.mark.parametrize(
    ("pattern", "text", "found"),
    [
        # test() searches anywhere; ^ and $ are the ends of the text only
        ("b", "abc", True),
        ("^b", "abc", False),
        ("^abc$", "abc\n", False),
        ("a|b", "xb", True),
        ("", "x", True),
        # \d \w \s \b are ASCII, \s apart
        (r"^\d$", "۵", False),
        (r"^\D$", "۵", True),
        (r"^\w$", "س", False),
        (r"^\W$", "س", True),
        (r"^\s$", "\ufeff", True),
        (r"^\s$", "\u00a0", True),
        (r"^\s$", "\x1c", False),
        (r"^\S$", "\x1c", True),
        (r"\bfoo\b", "سfooس", True),
        (r"\Boo", "foo", True),
        # the dot, and characters beyond the basic plane
        ("^.$", "\u2028", False),
        ("^.$", "\x85", True),
        ("^.$", "😀", False),
        ("^..$", "😀", True),
        ("^[😀]$", "\ud83d", True),
        ("^😀+$", "😀", True),
        # escapes
        (r"^\t\n\v\f\r$", "\t\n\v\f\r", True),
        (r"^\0$", "\0", True),
        (r"^\x41\u0042$", "AB", True),
        (r"^\xZ\uZ$", "xZuZ", True),
        (r"^\u{2}$", "uu", True),
        (r"^\cA$", "\x01", True),
        (r"^\c!$", "\\c!", True),
        (r"^\p{L}$", "p{L}", True),
        (r"^\-\/\@$", "-/@", True),
        (r"^\k<a>$", "k<a>", True),
        (r"^\a\Z$", "aZ", True),
        # classes
        ("[]", "a", False),
        ("^[^]$", "\n", True),
        ("^[a-c]+$", "abc", True),
        ("^[^a-c]$", "b", False),
        ("^[a-]+$", "-a", True),
        ("^[-a]+$", "-a", True),
        (r"^[\w-.]+$", "a-.", True),
        (r"^[a-\d]+$", "a-5", True),
        (r"^[\b]$", "\x08", True),
        (r"^[\s\S]$", "\n", True),
        (r"^[\D\d]$", "5", True),
        (r"^[^\D]$", "5", True),
        (r"^[\]\\]+$", "]\\", True),
        ("^[[a]+$", "[a", True),
        ("^[a&&b]+$", "&ab", True),
        (r"^[\c]+$", "\\c", True),
        ("^[^\u0000-\uffff]$", "a", False),
        # quantifiers
        ("^a*?b+?c??$", "abc", True),
        ("^a{2}$", "aa", True),
        ("^a{2,}$", "aaa", True),
        ("^a{1,2}$", "aaa", False),
        ("^a{,2}$", "a{,2}", True),
        ("^a{$", "a{", True),
        ("^a}]$", "a}]", True),
        ("^(?:ab){2}$", "abab", True),
        # groups, lookarounds, references
        (r"^(?=a)a(?!b)(?<=a)(?<!b)$", "a", True),
        (r"^(?<x>a)\k<x>$", "aa", True),
        (r"^(a)(b)\2\1$", "abba", True),
        (r"^(?:(a)|b)\1$", "b", True),
        (r"^(a\1)$", "a", True),
        (r"^\1(a)$", "a", True),
        (r"^(a)+\1$", "aaa", True),
        (r"^(?!(\d)\1{2})\d{3}$", "111", False),
        (r"^(?!(\d)\1{2})\d{3}$", "112", True),
        (r"^[(](a)\1$", "(aa", True),
        (r"^\((a)\1$", "(aa", True),
        (r"^(?<a1>x)\1$", "xx", True),
        (r"(?<=a.*)b", "axxb", True),
    ],
)
def test_pattern_means_what_javascript_means(pattern, text, found):
    assert patterns.matches(pattern, text) is found


@pytest.mark.parametrize(
    ("pattern", "reason"),
    [
        ("(", "a ( is not closed"),
        (")", "a ) too many at character 1"),
        ("[a", "a [ is not closed at character 1"),
        ("[a-", "a [ is not closed at character 1"),
        ("[b-a]", "a range is out of order at character 3"),
        ("a\\", "a \\ at the end at character 2"),
        ("[a\\", "a \\ at the end at character 3"),
        ("*a", "nothing to repeat at character 1"),
        ("a**", "nothing to repeat at character 3"),
        ("^*", "nothing to repeat at character 2"),
        (r"\b+", "nothing to repeat at character 3"),
        ("(?=a)*", "nothing to repeat at character 6"),
        ("a|+", "nothing to repeat at character 3"),
        ("a{2,1}", "the numbers of a repetition are out of order at character 2"),
        ("((a{999}){999})", "its repetitions are too many at character 10"),
        ("a{99999}", "its repetitions are too many at character 2"),
        ("(?i)a", "this kind of group is not supported at character 1"),
        ("(?P<a>x)", "this kind of group is not supported at character 1"),
        ("(?>a)", "this kind of group is not supported at character 1"),
        ("(?<1>a)", "this kind of group is not supported at character 1"),
        (r"(?<a>x)(?<a>y)", "two groups have the same name"),
        (r"(?<a>x)\k<b>", "there is no such group at character 9"),
        (r"(?<a>x)\kb", "there is no such group at character 9"),
        (r"\1", "there is no such group at character 2"),
        (r"(a)\9999", "there is no such group at character 5"),
        (r"\01", "octal escapes are not supported at character 1"),
        (r"[\1]", "octal escapes are not supported at character 2"),
        (r"(?:(a)|b)+\1", "a reference to a group inside a repetition at character 12"),
        (r"(?:(a)\1)+", "a group is repeated together with a reference to it"),
        (r"(a)(?<=\1)", "references inside a lookbehind are not supported at character 9"),
        ("a" * 2001, "it is too long"),
    ],
)
def test_pattern_that_cannot_be_judged_alike_is_refused(pattern, reason):
    with pytest.raises(PatternError) as refused:
        patterns.compiled(pattern)

    assert str(refused.value) == reason


@pytest.mark.parametrize(
    ("pattern", "text"),
    [
        ("^(a|aa)+$", "a" * 50_000 + "b"),
        (r"^(\w+\s?)*$", "a " * 50_000 + "!"),
        ("(x+x+)+y", "x" * 5_000),
    ],
)
def test_search_that_explodes_is_given_up(pattern, text):
    with pytest.raises(PatternSlowError):
        patterns.matches(pattern, text)
