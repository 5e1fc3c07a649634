"""What the browser's FEEL and ours must answer alike, by kind; all read CONTEXT.

What they answer differently is listed in DIFFERENT, each with why; nothing else may differ, and
nothing that is listed may agree.
"""

from __future__ import annotations

from typing import Any

CONTEXT: dict[str, Any] = {
    "amount": 1500,
    "price": 19.99,
    "quantity": 3,
    "share": 0.25,
    "name": "Johanna",
    "status": "open",
    "city": "تهران",
    "flag": True,
    "off": False,
    "nothing": None,
    "blank": "",
    "day": "2024-05-31",
    "moment": "2024-05-31T10:15:00",
    "customer": {"name": "Mina", "age": 41, "address": {"city": "Shiraz", "zip": "71345"}},
    "مشتری": {"نام": "مینا", "سن": 41},
    "items": [
        {"sku": "A", "price": 4.5, "count": 2},
        {"sku": "B", "price": 12, "count": 1},
        {"sku": "C", "price": 7, "count": 10},
    ],
    "tags": ["a", "b", "c"],
    "numbers": [3, 1, 2],
    "mixed": [1, "x", None, True],
    "empty": [],
    "nested": [[1, 2], [3]],
    "this": {"count": 2, "price": 5},
    "parent": {"limit": 7, "this": {"limit": 9}},
    "i": [2],
}

CONDITIONS = """
amount > 1000 and status = "open"
0.1 + 0.2 = 0.3
price * quantity = 59.97
sum(items.price) = 23.5
sum([0.1, 0.2]) = 0.3
19.99 * 100 = 1999
number("12.50") = 12.5
nothing in [1..5]
blank > 4
some x in mixed satisfies x = "a"
not(missing)
amount > 1000 or status = "closed"
amount < 1000
amount <= 1500
amount >= 1500.01
amount = 1500
amount = "1500"
amount != 1500
amount in [1..2000]
amount in (1..1500)
amount in ]1..1500[
amount in (1, 2, 1500)
amount in (< 10, > 1000)
amount in > 1000
amount between 1 and 2000
amount between 1600 and 2000
not(amount between 1 and 5)
status in ("open", "closed")
status in ["open", "closed"]
not(status in ("open", "closed"))
status = "open" and not(flag)
not(flag)
not(off)
not(nothing)
flag
off
flag = true
flag and off
flag or off
flag and nothing
flag or nothing
nothing and off
nothing or off
missing
missing = null
missing != null
missing > 5
missing < 5
missing = "x"
nothing = null
nothing
null
true
false
5
"text"
blank = ""
blank != ""
nothing = blank
name = ""
string length(blank) = 0
string length(name) > 3
count(items) > 2
count(empty) = 0
count(missing) = 0
empty = []
list contains(tags, "a")
list contains(tags, "x")
contains(name, "han")
starts with(name, "Jo")
ends with(name, "x")
matches(name, "^J.*a$")
matches(name, "^j")
customer.age >= 18
customer.address.city = "Shiraz"
customer.address.country = null
customer.address.country = "IR"
customer.nothing.deeper = null
مشتری.سن > 40
مشتری.نام = "مینا"
city = "تهران"
some item in items satisfies item.price > 10
every item in items satisfies item.price > 10
some x in empty satisfies x > 1
every x in empty satisfies x > 1
some t in tags satisfies t = "b"
every t in tags satisfies string length(t) = 1
amount >= 1500 or missing
amount < 1500 or missing
list contains(split("a,b", ","), "b")
string join(tags, ",") = "a,b,c"
upper case(name) = "JOHANNA"
is defined(amount)
get value(customer, "name") = "Mina"
items[1].sku = "A"
items[10] = null
{a: 1, b: a + 1}.b = 2
today() > date("2020-01-01")
date(day) > date("2024-01-01")
date(day) < date("2024-01-01")
date(day) = date("2024-05-31")
date("2024-02-30") = null
date(day) + duration("P1M") > date("2024-06-01")
date and time(moment) > date and time("2024-05-31T09:00:00")
date(day).month = 5
is defined(missing)
this.count > 1
this.count * this.price > parent.limit
parent.this.limit = 9
i[1] = 2
"abc" < "abd"
"ب" < "پ"
"a" = "A"
[1, 2] = [1, 2]
[1, 2] = [2, 1]
{a: 1} = {a: 1}
{a: 1} = {a: 2}
1 = 1.0
null = false
null = null
true = 1
all([true, true])
any([false, true])
amount > "5"
> 5
< 5, > 10
not(> 5)
not("open")
-
"open", "closed"
[1..5]
amount > 1000, off
off, status = "closed"
date(day) > date("2024-01-01") and date(day) < date("2025-01-01")
if amount > 1000 then flag else off
customer.name != null and string length(customer.name) > 2
""".strip().splitlines()

NUMBERS = """
1 + 2 * 3
(1 + 2) * 3
amount - 1
amount * 2
amount / 4
amount / 0
-amount
- 5
--5
2 ** 3
2 ** 3 ** 2
-2 ** 2
2 ** -1
7 / 3
10 / 4
1 / 3
price * quantity
price * 100
price + 0.01
price * 3
share * 100
0.1 + 0.2
0.3 - 0.1
1.1 * 3
1.005 * 1000
19.99 * 100
1e3
1.5
.5
amount + nothing
amount + "x"
amount + missing
nothing * 2
abs(-3)
abs(amount)
floor(-1.5)
floor(1.55, 1)
ceiling(-1.5)
ceiling(1.2)
decimal(7 / 3, 2)
decimal(2.5, 0)
decimal(3.5, 0)
round up(5.5, 0)
round up(-5.5, 0)
round down(5.5, 0)
round down(-5.5, 0)
round half up(5.5, 0)
round half up(-5.5, 0)
round half up(2.345, 2)
round half up(1.005, 2)
round half down(5.5, 0)
round half down(2.5, 0)
modulo(12, 5)
modulo(-12, 5)
modulo(12, -5)
modulo(10.1, 4.5)
sqrt(16)
sqrt(-1)
log(1)
exp(0)
odd(5)
even(5)
odd(0)
even(-2)
max(1, 2, 3)
max(numbers)
max(empty)
max("a", "b")
min(1, 2, 3)
min(numbers)
sum(numbers)
sum(1, 2, 3)
sum(items.price)
sum(empty)
sum([0.1, 0.2])
mean(numbers)
mean(1, 2)
median(1, 2, 3, 4)
median(numbers)
product(2, 3, 4)
product(numbers)
stddev(2, 4, 7, 5)
mode(6, 3, 9, 6, 6)
mode(6, 1, 9, 6, 1)
count(tags)
count(nested)
count([1, null])
number("12.5")
number("12.50")
number("1 000,5", " ", ",")
number("1,000.5", ",", ".")
number("abc")
number("")
number(nothing)
string length("سلام")
string length("😀")
if amount > 1000 then 1 else 2
if missing then 1 else 2
if nothing then 1 else 2
if amount then 1 else 2
for n in numbers return n * 2
for n in 1..3 return n
for n in 3..1 return n
for a in [1, 2], b in [10, 20] return a + b
for n in numbers return n + count(partial)
sum(for item in items return item.price * item.count)
sum(items[price > 5].price)
customer.age + 1
customer.address.zip
date(day).year
date(day).day
(date("2024-05-31") - date("2024-05-01")).days
duration("P3DT4H").days
duration("P3DT4H").hours
duration("P1Y2M").months
duration("P1Y2M").years
string length(nothing)
quantity in (1, 2, 3)
items[1].price + items[-1].price
numbers[item > 1]
numbers[1] + numbers[2]
amount * share + quantity
(amount - 500) / (quantity + 1)
amount + if flag then 1 else 0
decimal(price * quantity, 1)
-(amount + 1)
1500 = amount
""".strip().splitlines()

TEXTS = r"""
"a" + "b"
"a" + 1
name + " " + status
"quote \" in"
"back \\ slash"
"new\nline"
"\u0633"
string(amount)
string(1.5)
string(1.50)
string(0.1 + 0.2)
string(1 / 3)
string(true)
string(nothing)
string("x")
string([1, "a", null])
string({a: 1, b: "x"})
string(date(day))
string(date and time(moment))
string(duration("P1D"))
string(duration("P14M"))
string(duration("PT90M"))
string(time("10:15:00"))
upper case(name)
lower case("ABC")
upper case("straße")
substring(name, 2, 2)
substring(name, 3)
substring(name, -3)
substring(name, -3, 2)
substring("foobar", 3, -1)
substring("😀ab", 2)
substring before("foobar", "bar")
substring before("foobar", "xyz")
substring before("foobar", "")
substring after("foobar", "foo")
substring after("foobar", "xyz")
substring after("", "a")
replace("abcd", "(ab)|(a)", "[1=$1][2=$2]")
replace("banana", "a", "o")
replace("2024-05-31", "(\d+)-(\d+)-(\d+)", "$3/$2/$1")
split("a,b,c", ",")
split("a;b c", "[; ]")
split("John Doe", "\s")
string join(tags, ",")
string join(tags, ", ", "[", "]")
string join(["a", null, "b"], "-")
string join(empty, ",")
string join(tags)
contains(nothing, "a")
extract("references are 1234 and 5678", "\d+")
if status = "open" then "offen" else "zu"
customer.name
customer["name"]
get value(customer, "name")
get value(customer, "missing")
items[1].sku
items[-1].sku
items[4].sku
items[price > 10].sku
items[price > 100]
items.sku
tags[1]
tags[4]
tags[-1]
tags[0]
name[1]
name[2]
مشتری.نام
"سلام " + مشتری.نام
city + "، " + name
`name`
name = "Johanna"
nothing + "a"
if name = "x" then "y" else nothing
trim("  a  ")
""".strip().splitlines()

COLLECTIONS = """
[1, 2, 3]
[]
[1, "a", true, null]
[[1], [2]]
{a: 1, b: "x"}
{a: 1, b: a + 1}.b
{"a b": 1}
{a: {b: 2}}.a.b
{}
{a: 1}.missing
items.count[item > 1]
count(items.sku)
items[price > 5]
items[count = 1]
items[sku = "B"].price
items[item.price > 5].sku
tags[item = "a"]
numbers[item >= 2]
mixed[item = 1]
empty[1]
nothing[1]
numbers[true]
numbers[false]
append(tags, "d")
append([1], 2, 3)
concatenate([1, 2], [3])
insert before([1, 3], 1, 2)
remove([1, 2, 3], 2)
reverse([1, 2, 3])
index of([1, 2, 3, 2], 2)
union([1, 2], [2, 3])
distinct values([1, 2, 1])
flatten([[1, 2], [[3]], 4])
flatten(nested)
sublist([4, 5, 6], 1, 2)
sublist([4, 5, 6], 2)
sublist([4, 5, 6], -2)
sort([3, 1, 2], function(a, b) a < b)
sort(items, function(a, b) a.price < b.price).sku
list replace([2, 4, 7, 8], 3, 6)
duplicate values([1, 2, 1])
list contains([1, null], null)
list contains(nothing, 1)
get entries({a: 1, b: 2})
context([{key: "a", value: 1}])
context put({a: 1}, "b", 2)
context merge([{a: 1}, {b: 2}])
all([true, null])
any([false, null])
all([])
any([])
all(true, false)
for item in items return item.sku
for t in tags return {label: upper case(t), value: t}
for item in items return {label: item.sku, value: item.price}
for x in empty return x
for x in nothing return x
for x in 5 return x
some x in numbers satisfies x > nothing
items[1]
count(items[price > 5])
if count(items) > 2 then tags else empty
function(a) a + 1
(function(a) a + 1)(2)
{double: function(x) x * 2, y: double(4)}.y
""".strip().splitlines()

TEMPORALS = """
date("2024-05-31")
date("2024-02-30")
date("soon")
date(2024, 5, 31)
date(2024, 2, 30)
date(moment)
date(date and time(moment))
@"2024-05-31"
@"P1D"
@"10:15:00"
@"2024-05-31T10:15:00"
time("10:15:00")
time("10:15:00Z")
time("25:00:00")
time(10, 15, 0)
date and time("2024-05-31T10:15:00")
date and time("2024-05-31T10:15:00Z")
date and time("2024-05-31T10:15:00+03:30")
date and time("2024-05-31T10:15:00@Asia/Tehran")
date and time(date("2024-05-31"), time("10:15:00"))
date and time("soon")
date and time("2024-05-31")
duration("P1D")
duration("PT36H")
duration("P1Y")
duration("P14M")
duration("P1Y2M3D")
duration("soon")
-duration("P1D")
date(day) + duration("P1D")
date(day) + duration("P1M")
date(day) - duration("P1M")
date("2024-02-29") + duration("P1Y")
date("2024-05-31") - date("2024-05-01")
date and time("2024-05-31T10:00:00") - date and time("2024-05-31T09:30:00")
date and time(moment) + duration("PT2H")
time("23:00:00") + duration("PT2H")
duration("P1D") + duration("PT12H")
duration("P1D") - duration("PT12H")
duration("P1D") * 2
duration("P1D") / 2
duration("P1D") = duration("PT24H")
duration("P1Y") = duration("P12M")
duration("P1D") < duration("P2D")
duration("P1Y") > duration("P11M")
date(day) = date("2024-05-31")
date(day) < date and time("2024-05-31T10:00:00")
date and time("2024-05-31T10:15:00Z") = date and time("2024-05-31T13:45:00+03:30")
time("10:00:00") < time("11:00:00")
years and months duration(date("2022-01-15"), date("2024-05-31"))
day of year(date("2024-05-31"))
day of week(date("2024-05-31"))
month of year(date("2024-05-31"))
week of year(date("2024-05-31"))
date(day).weekday
date and time(moment).hour
time("10:15:30").minute
date(day) in [date("2024-01-01")..date("2024-12-31")]
date(day) between date("2024-01-01") and date("2024-12-31")
date(day) + 1
date(day) > "2024-01-01"
before(1, 10)
after(date(day), date("2024-01-01"))
before([1..5], [6..9])
includes([1..10], 5)
includes([1..10], 11)
overlaps([1..5], [3..8])
meets([1..5], [5..8])
met by([5..8], [1..5])
during(5, [1..10])
starts(1, [1..10])
finishes(10, [1..10])
coincides(5, 5)
today() > date("2020-01-01")
now() > date and time("2020-01-01T00:00:00Z")
string(today()) != null
5 instance of number
"a" instance of string
date(day) instance of date
nothing instance of number
""".strip().splitlines()

TEMPLATES = """
plain text
Hello {{name}}!
Hello {{customer.name}}, {{missing}} {{nothing}}
{{amount}} {{price}} {{flag}}
{{= amount + 1}}
{{}}{{=}}
{{ amount > 1000 }}
{{#if flag}}yes{{/if}}{{#if off}}no{{/if}}{{#if missing}}?{{/if}}
{{#if count(items) > 2}}many {{name}}{{/if}}
{{#loop tags}}[{{this}}]{{/loop}}
{{#loop items}}{{sku}}: {{price}} {{parent.name}};{{/loop}}
{{#loop items}}{{this.sku}}{{#if price > 5}}!{{/if}}{{/loop}}
{{#loop missing}}x{{/loop}}{{#loop name}}({{this}}){{/loop}}
{{#loop nested}}<{{#loop this}}{{this}}{{/loop}}>{{/loop}}
{{#loop items}}{{#loop parent.tags}}{{_this_}}{{/loop}}{{/loop}}
{{#loop items}}{{amount}}{{_parent_.amount}}{{/loop}}
=name
="Sum: " + string(amount)
=customer.name + " (" + string(customer.age) + ")"
=amount
=nothing
={a: 1}
{{date(day)}}
{{items}}
{{ {a: 1} }}
{ braces } and }} closed
سلام {{مشتری.نام}}
""".strip().splitlines()
LINES = [
    "a\nb {{name}}\nc",
    "{{#loop tags}}\n- {{this}}\n{{/loop}}\nend",
    "{{#if flag}}\nyes\n{{/if}}\nend",
    "{{#if flag}}yes{{/if}}\nend",
    "{{#loop tags}}{{this}}{{/loop}}\nend",
]
KINDS = {
    "condition": CONDITIONS,
    "expression": [*NUMBERS, *TEXTS, *COLLECTIONS, *TEMPORALS],
    "template": [*TEMPLATES, *LINES],
}
CASES = [(kind, text) for kind, texts in KINDS.items() for text in texts]

BINARY = """Numbers of FEEL are decimal (DMN 1.5, 10.3.2.3.1); feelin calculates in binary."""
# what DMN 1.5 demands, where feelin answers otherwise
DIFFERENT: dict[str, str] = {
    "price * 100": BINARY,
    "0.1 + 0.2": BINARY,
    "0.3 - 0.1": BINARY,
    "1.1 * 3": BINARY,
    "1.005 * 1000": BINARY,
    "19.99 * 100": BINARY,
    "19.99 * 100 = 1999": BINARY,
    "0.1 + 0.2 = 0.3": BINARY,
    "round half up(1.005, 2)": BINARY,
    "sum([0.1, 0.2])": BINARY,
    "sum([0.1, 0.2]) = 0.3": BINARY,
    "string(0.1 + 0.2)": BINARY,
    "string(1 / 3)": BINARY + " Ours has 34 digits.",
    # grammar, arithmetic negation: blanks may stand between the sign and its operand
    "- 5": "feelin reads the minus as the wildcard of unary tests.",
    # grammar, numeric literal: it may have an exponent
    "1e3": "feelin reads 1 and leaves the rest.",
    # semantics of arithmetic negation: durations are negated too
    '-duration("P1D")': "feelin negates numbers only.",
    # semantics of multiplication and division: durations are multiplied and divided by numbers
    'duration("P1D") * 2': "feelin multiplies numbers only.",
    'duration("P1D") / 2': "feelin divides numbers only.",
    # 10.3.4.4, list functions: min and max take items of any kind that can be compared
    'max("a", "b")': "feelin compares numbers only.",
    # 10.3.4.1, conversion functions: number() takes a numeric literal; a blank text is none
    'number("")': "feelin takes a blank text for 0.",
    # semantics of if: only true takes the first branch, everything else the second
    "if amount then 1 else 2": "feelin takes any number but 0 for true.",
    # semantics of subtraction: the difference of dates is a days and time duration
    'date("2024-05-31") - date("2024-05-01")': "feelin answers with months.",
    '(date("2024-05-31") - date("2024-05-01")).days': "feelin counts the days besides months.",
    # 10.3.4.3, string functions: the length of substring() is at least 1
    'substring("foobar", 3, -1)': "feelin answers with a blank text.",
    # 10.3.2.5, lists and filters: a filter is a number, or true or false
    'customer["name"]': "feelin answers with an empty list.",
    # implicit conversions: a value stands for the list of it
    "for x in 5 return x": "feelin goes through lists only.",
    # comparing with another kind is null, and `some` is null when none is true and one is null
    "some x in numbers satisfies x > nothing": "feelin takes null for false.",
    'some x in mixed satisfies x = "a"': "feelin takes null for false.",
    # semantics of in: it compares with the ends, and comparing null is null
    "nothing in [1..5]": "feelin takes null for false.",
    # semantics of comparison: values of different kinds are not compared, the answer is null
    'date(day) > "2024-01-01"': "feelin compares anything.",
    'date(day) < date and time("2024-05-31T10:00:00")': "feelin compares anything.",
    "blank > 4": "feelin compares as JavaScript does, where a blank text is 0.",
    # 10.3.4.1: date() is null for what is no day of the calendar, and for texts with a time
    "date(2024, 2, 30)": "feelin goes on to March.",
    "date(moment)": "feelin leaves the time out.",
    # 10.3.2.3.7 and 10.3.2.3.8: a duration is of years and months, or of days and time
    'duration("P1Y2M3D")': "feelin mixes both.",
    # 10.3.4.1: the result has whole months
    'years and months duration(date("2022-01-15"), date("2024-05-31"))': "feelin adds the time.",
    # 10.3.4.7, range functions
    "during(5, [1..10])": "feelin lacks it; forms that call it are refused.",
    "starts(1, [1..10])": "feelin lacks it; forms that call it are refused.",
    "finishes(10, [1..10])": "feelin lacks it; forms that call it are refused.",
    "coincides(5, 5)": "feelin lacks it; forms that call it are refused.",
    # semantics of instance of
    "5 instance of number": "feelin answers false for all built-in types.",
    '"a" instance of string': "feelin answers false for all built-in types.",
    "date(day) instance of date": "feelin answers false for all built-in types.",
    # a name in backticks is no FEEL of the standard, and no harm
    "`name`": "feelin takes them in a dialect only.",
    # the text of a function is not defined by the standard
    "function(a) a + 1": "feelin shows every function alike.",
}
