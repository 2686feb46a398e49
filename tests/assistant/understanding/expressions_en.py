"""What people say about time, in English, as it is meant on Friday, 20 November 2026. The form is that of the Chinese list."""

from __future__ import annotations

EN = """
today; 11-20
yesterday; 11-19
the day before yesterday; 11-18
last week; 11-09; 11-15
the week before last; 11-02; 11-08
this week; 11-16; 11-20
week to date; 11-16; 11-20
past 14 days; 11-06; 11-19
last 14 days; 11-06; 11-19
the last 30 days; 10-21; 11-19
last 2 weeks; 11-06; 11-19
past two weeks; 11-06; 11-19
the past fortnight; 11-06; 11-19
last three months; 08-20; 11-19
the past 3 months; 08-20; 11-19
past six months; 05-20; 11-19
the last half year; 05-20; 11-19
past year; 2025-11-20; 11-19
last 12 months; 2025-11-20; 11-19
trailing twelve months; 2025-11-20; 11-19
last 3 years; 2023-11-20; 11-19
mtd; 11-01; 11-20
month to date; 11-01; 11-20
ytd; 01-01; 11-20
qtd; 10-01; 11-20
wtd; 11-16; 11-20
this month; 11-01; 11-20
last month; 10-01; 10-31
the month before last; 09-01; 09-30
this quarter; 10-01; 11-20
last quarter; 07-01; 09-30
the quarter before last; 04-01; 06-30
q2 last year; 2025-04-01; 2025-06-30
last year q2; 2025-04-01; 2025-06-30
Q3 2025; 2025-07-01; 2025-09-30
2025 Q3; 2025-07-01; 2025-09-30
third quarter; 07-01; 09-30
H1; 01-01; 06-30
H2 2025; 2025-07-01; 2025-12-31
first half of 2026; 01-01; 06-30
second half of last year; 2025-07-01; 2025-12-31
this year; 01-01; 11-20
last year; 2025-01-01; 2025-12-31
in 2024; 2024-01-01; 2024-12-31
the year before last; 2024-01-01; 2024-12-31
October; 10-01; 10-31
oct; 10-01; 10-31
last October; 10-01; 10-31
October last year; 2025-10-01; 2025-10-31
march 2026; 03-01; 03-31
mid-October; 10-11; 10-20
mid October; 10-11; 10-20
early November; 11-01; 11-10
late October; 10-21; 10-31
late October 2025; 2025-10-21; 2025-10-31
beginning of October; 10-01; 10-10
the start of this month; 11-01; 11-10
end of October; 10-21; 10-31
the end of last month; 10-21; 10-31
end of last month; 10-21; 10-31
the first half of October; 10-01; 10-15
second half of October; 10-16; 10-31
the first week of October; 09-28; 10-04
second week of October; 10-05; 10-11
the last week of October; 10-26; 11-01
first 10 days of last month; 10-01; 10-10
the first three days of October; 10-01; 10-03
last 3 days of October; 10-29; 10-31
first Monday of October; 10-05
the last Friday of October; 10-30
beginning of the year; 01-01; 01-31
end of last year; 2025-12-01; 2025-12-31
the week of Nov 9; 11-09; 11-15
week of November 11; 11-09; 11-15
week starting Nov 9; 11-09; 11-15
w46; 11-09; 11-15
week 46; 11-09; 11-15
week 46 of 2026; 11-09; 11-15
2026-W46; 11-09; 11-15
2026 week 47; 11-16; 11-20
since September; 09-01; 11-20
since Nov 1; 11-01; 11-20
since last Monday; 11-16; 11-20
between Nov 1 and Nov 15; 11-01; 11-15
from Nov 1 to Nov 15; 11-01; 11-15
Nov 1 - Nov 15; 11-01; 11-15
Nov 1-15; 11-01; 11-15
November 1 through 15; 11-01; 11-15
Nov 1st to Nov 7th; 11-01; 11-07
from June to August; 06-01; 08-31
March to May last year; 2025-03-01; 2025-05-31
from Monday to Wednesday; 11-16; 11-18
from Oct 1 to yesterday; 10-01; 11-19
between September and October; 09-01; 10-31
2026-10-01 to 2026-10-07; 10-01; 10-07
2026/10/01; 10-01
Oct 1, 2026; 10-01
1 Oct 2026; 10-01
October 1st; 10-01
the 5th of October; 10-05
on the 5th; 11-05
Monday; 11-16
last Friday; 11-13
this Monday; 11-16
last weekend; 11-14; 11-15
the weekend before last; 11-07; 11-08
weekends in June; 06-01; 06-30; weekdays 6 7
weekends last month; 10-01; 10-31; weekdays 6 7
Mondays in October; 10-01; 10-31; weekdays 1
every Monday in October; 10-01; 10-31; weekdays 1
on weekdays last month; 10-01; 10-31; weekdays 1 2 3 4 5
business days last month; 10-01; 10-31; weekdays 1 2 3 4 5
working days in October; 10-01; 10-31; weekdays 1 2 3 4 5
Monday to Friday last month; 10-01; 10-31; weekdays 1 2 3 4 5
yesterday evening; 11-19; 11-19; dayparts evening
last night; 11-19; 11-19; dayparts evening
this morning; 11-20; 11-20; dayparts early morning
yesterday afternoon; 11-19; 11-19; dayparts afternoon
this afternoon; 11-20; 11-20; dayparts afternoon
tonight; 11-20; 11-20; dayparts evening
evenings last month; 10-01; 10-31; dayparts evening
at night last week; 11-09; 11-15; dayparts evening night
last week in the evening; 11-09; 11-15; dayparts evening
mornings in October; 10-01; 10-31; dayparts early morning
at noon last month; 10-01; 10-31; dayparts noon
Friday evening; 11-20; 11-20; dayparts evening
Black Friday 2025; 2025-11-28
last Black Friday; 2025-11-28
Cyber Monday; 2025-12-01
Cyber Monday 2024; 2024-12-02
Thanksgiving; 2025-11-27
Thanksgiving 2025; 2025-11-27
last Christmas; 2025-12-25
Christmas; 2025-12-25
Christmas Eve; 2025-12-24
Boxing Day; 2025-12-26
New Year's Day; 01-01
New Year's Eve; 2025-12-31
Chinese New Year 2026; 02-15; 02-23
Chinese New Year; 02-15; 02-23
Spring Festival last year; 2025-01-28; 2025-02-04
Mid-Autumn; 09-25
Mid-Autumn Festival 2025; 2025-10-06
Golden Week; 10-01; 10-07
National Day holiday; 10-01; 10-07
Dragon Boat Festival; 06-19
Lantern Festival; 03-03
Singles' Day; 11-11
Double 11 last year; 2025-11-11
618; 06-18
Valentine's Day; 02-14
Mother's Day; 05-10
Father's Day; 06-21
Halloween; 10-31
Easter; 04-05
Easter Monday; 04-06
Good Friday 2025; 2025-04-18
the week before Christmas; 2025-12-18; 2025-12-24
the week after Christmas; 2025-12-26; 2026-01-01
3 days before Singles' Day; 11-08; 11-10
two weeks before Christmas; 2025-12-11; 2025-12-24
summer 2026; 06-01; 08-31
last summer; 06-01; 08-31
summer; 06-01; 08-31
winter 2025; 2025-12-01; 02-28
this autumn; 09-01; 11-20
fall 2025; 2025-09-01; 2025-11-30
spring last year; 2025-03-01; 2025-05-31
3 days ago; 11-17
a week ago; 11-13
two weeks ago; 11-06
a month ago; 10-20
six months ago; 05-20
tomorrow; 11-21; 11-21; future
the day after tomorrow; 11-22; 11-22; future
next week; 11-23; 11-29; future
the week after next; 11-30; 12-06; future
next Monday; 11-23; 11-23; future
next weekend; 11-28; 11-29; future
next month; 12-01; 12-31; future
next quarter; 2027-01-01; 2027-03-31; future
next year; 2027-01-01; 2027-12-31; future
the next 7 days; 11-21; 11-27; future
next 2 weeks; 11-21; 12-04; future
the coming week; 11-21; 11-27; future
this Christmas; 12-25; 12-25; future
Christmas this year; 12-25; 12-25; future
next March; 2027-03-01; 2027-03-31; future
tomorrow morning; 11-21; 11-21; future, dayparts early morning
low season; ask
peak season; ask
the last few days; ask
recently; ask
lately; ask
fiscal year; no
last fiscal year; no
fy2025; no
February 30; no
the quarter after the strike; no
before Christmas; no
"""
