"""What owners say about time, in English, as it is meant on Friday, 20 November 2026 at noon.

Worked out with a wall calendar before any of it was tried. One a line: words | first and last day (both count), then, where
they apply, `hours 18-20` (both counted whole), `weekdays 6 7`, `dayparts noon`. Instead of the days `-` is a question
without any, `open` what must be asked back or refused and never read, `none` words that are no time. `A..B vs C..D` are
two periods. A line that ends with `~` has words in it that are not about time and need not be understood.
"""

from __future__ import annotations

OWNERS_EN = """
22 to 28 August | 08-22..08-28
from 22 to 28 August | 08-22..08-28
22-28 August | 08-22..08-28
August 22-28 | 08-22..08-28
August 22 to 28 | 08-22..08-28
22nd to 28th of August | 08-22..08-28
between 22 and 28 August | 08-22..08-28
between the 22nd and the 28th of August | 08-22..08-28
22 to 28 August 2025 | 2025-08-22..2025-08-28
from 22 August to 3 September | 08-22..09-03
22 August - 3 September | 08-22..09-03
from the 3rd to the 9th | 11-03..11-09
the 3rd to the 9th | 11-03..11-09
between the 25th and the 28th | 10-25..10-28
16 to 29 February | 2024-02-16..2024-02-29
from 16 to 29 February 2024 | 2024-02-16..2024-02-29
June to August | 06-01..08-31
from June to August | 06-01..08-31
June - August | 06-01..08-31
June through August last year | 2025-06-01..2025-08-31
sales on the 3rd | 11-03
the 3rd | 11-03
on the 15th | 11-15
on the 25th | 10-25
on the 15th of last month | 10-15
the week of 8 November | 11-02..11-08
week commencing 9 Nov | 11-09..11-15
w/c 9 November | 11-09..11-15
week beginning 2 November | 11-02..11-08
week commencing 8 Nov | 11-08..11-14
week ending 15 November | 11-09..11-15
the week ended 13 November | 11-07..11-13
last day of October | 10-31
the last day of last month | 10-31
first day of this month | 11-01
first ten days of July | 07-01..07-10
the first 10 days of July | 07-01..07-10
last three days of September | 09-28..09-30
the last weekend of October | 10-31..11-01
first weekend of November | 11-07..11-08
first Monday of June | 06-01
the third Friday of last month | 10-16
since Monday | 11-16..11-20
since the start of the month | 11-01..11-20
since the beginning of the year | 01-01..11-20
since yesterday | 11-19..11-20
since 1 September | 09-01..11-20
since last Friday | 11-13..11-20
from September onwards | 09-01..11-20
from 1 October onwards | 10-01..11-20
from the start of October until now | 10-01..11-20
the quarter ended 30 June | 04-01..06-30
quarter ending September | 07-01..09-30
the month ended 31 October | 10-01..10-31
the year ended 30 June | 2025-07-01..2026-06-30
the six months to September | 04-01..09-30
in the 12 months to October | 2025-11-01..2026-10-31
twelve months ending October 2026 | 2025-11-01..2026-10-31
the seven days to 15 November | 11-09..11-15
the second quarter against the first | 04-01..06-30 vs 01-01..03-31
Q2 against the first | 04-01..06-30 vs 01-01..03-31
Q2 against Q1 | 04-01..06-30 vs 01-01..03-31
Q2 vs the first quarter | 04-01..06-30 vs 01-01..03-31
sales in the third quarter compared with the second | 07-01..09-30 vs 04-01..06-30
sales this month vs the same days of last month | 11-01..11-20 vs 10-01..10-20
the same days of last month | 10-01..10-20
sales last week vs the same week last year | 11-09..11-15 vs 2025-11-10..2025-11-16
the same week last year | 2025-11-17..2025-11-23
the same month last year | 2025-11-01..2025-11-30
sales in October vs the same month last year | 10-01..10-31 vs 2025-10-01..2025-10-31
the same day last week | 11-13
the same period last month | 10-01..10-20
between 6pm and 9pm yesterday | 11-19 hours 18-20
between 6 and 9 pm last Friday | 11-13 hours 18-20
between 6pm and 9pm | - hours 18-20
after 6 pm yesterday | 11-19 hours 18-23
after 6 pm | - hours 18-23
before 10 am last week | 11-09..11-15 hours 0-9
at 3 o'clock yesterday | open
at 3 o'clock | open
at 3 o'clock yesterday afternoon | 11-19 hours 15-15
from 8 to 10 last night | 11-19 hours 20-21
before noon yesterday | 11-19 hours 0-11
before noon | - hours 0-11
between noon and 3 pm yesterday | 11-19 hours 12-14
at 14:00 yesterday | 11-19 hours 14-14
from 14:00 to 16:00 yesterday | 11-19 hours 14-15
from 18:30 to 20:00 yesterday | open
yesterday until 3 pm | 11-19 hours 0-14
over the past fortnight | 11-06..11-19
the past year and a half | 2025-05-20..2026-11-19
the last eighteen months | 2025-05-20..2026-11-19
the last quarter of last year | 2025-10-01..2025-12-31
the first half of this year | 01-01..06-30
the second half of October | 10-16..10-31
mid-October | 10-11..10-20
late August | 08-21..08-31
early this month | 11-01..11-10
late last month | 10-21..10-31
early in September | 09-01..09-10
yesterday morning | 11-19 dayparts early morning
the day before yesterday | 11-18
this time last year | open
Mother's Day | 05-10
Cyber Monday | 2025-12-01
the week before Christmas | 2025-12-18..2025-12-24
Christmas week | 2025-12-22..2025-12-28
Easter week | open
bank holiday weekend | open
Black Friday weekend | open
the run-up to Christmas | open
Black Friday to Cyber Monday | 2025-11-28..2025-12-01
from Black Friday to Christmas | 2025-11-28..2025-12-25
the day after Thanksgiving | 2025-11-28
the 30 days before Christmas | 2025-11-25..2025-12-24
from Thursday to Sunday | 11-19..11-20
over the weekend | 11-14..11-15
this past weekend | 11-14..11-15
sales on Saturday and Sunday | 11-14..11-15
every Sunday since September | 09-01..11-20 weekdays 7
Sundays this year | 01-01..11-20 weekdays 7
the last two weekends | open
last Tuesday | 11-17
the previous 7 days | 11-13..11-19
the first two weeks of October | 10-01..10-14
the last two weeks of October | 10-18..10-31
the first three months of the year | 01-01..03-31
the last three months of 2025 | 2025-10-01..2025-12-31
the first week of this month | 11-02..11-08
during the first quarter | 01-01..03-31
the month of October | 10-01..10-31
all of October | 10-01..10-31
the whole of last year | 2025-01-01..2025-12-31
this month up to yesterday | 11-01..11-19
this year until the end of October | 01-01..10-31
in the last hour | open
units sold from 22 to 28 August of jumbo bag | 08-22..08-28 ~
how much of the red mug went out from the 3rd to the 9th | 11-03..11-09 ~
top 3 products last week | 11-09..11-15
the top 10 products of October | 10-01..10-31
orders of 100 to 200 pounds last month | 10-01..10-31 ~
3 to 5 items per order last month | 10-01..10-31 ~
100 to 200 pounds | none ~
sales of 500 ml bottles in March | 03-01..03-31 ~
how many 2-packs on the 15th | 11-15 ~
products with sales between 10 and 20 last month | 10-01..10-31 ~
what did 12 to 18 October bring | 10-12..10-18 ~
orders over 50 on the 3rd | 11-03 ~
compare sales from the 1st to the 10th with the 11th to the 20th | 11-01..11-10 vs 11-11..11-20
sales between 4 and 10 May | 05-04..05-10
1-15 September | 09-01..09-15
1st - 15th September | 09-01..09-15
Sept 1 to Sept 15 | 09-01..09-15
from the 10th until the 14th | 11-10..11-14
on the 7th of this month | 11-07
Tuesday the 10th | 11-10
from 28 Oct to 3 Nov | 10-28..11-03
between mid-September and mid-October | 09-11..10-20
from early October to late October | 10-01..10-31
end of September to the middle of October | 09-21..10-20
the weekend of 7 November | 11-07..11-08
the weekend of 24 October | 10-24..10-25
last two days of October | 10-30..10-31
the first two months of the year | 01-01..02-28
the last week of September | 09-21..09-27
the final week of July | 07-27..08-02
the second half of August | 08-16..08-31
first half of November | 11-01..11-15
so far this week | 11-16..11-20
so far this quarter | 10-01..11-20
sales up to 15 November this month | 11-01..11-15
since Black Friday last year | 2025-11-28..2026-11-20
since the first of the month | 11-01..11-20
since 1st October | 10-01..11-20
from Monday until yesterday | 11-16..11-19
the year to September | 2025-10-01..2026-09-30
the quarter to March | 01-01..03-31
three months to the end of August | 06-01..08-31
the week ending Sunday 15 November | 11-09..11-15
week commencing Monday 9 November | 11-09..11-15
wk of 2 Nov | 11-02..11-08
October vs September | 10-01..10-31 vs 09-01..09-30
H1 against H2 last year | 2025-01-01..2025-06-30 vs 2025-07-01..2025-12-31
January vs February 2025 | 2025-01-01..2025-01-31 vs 2025-02-01..2025-02-28
October vs October last year | 10-01..10-31 vs 2025-10-01..2025-10-31
Q1 and Q2 2025 | 2025-01-01..2025-03-31 vs 2025-04-01..2025-06-30
first half of the year vs the first half of last year | 01-01..06-30 vs 2025-01-01..2025-06-30
yesterday vs the same day last week | 11-19 vs 11-12
this week against the same days last week | 11-16..11-20 vs 11-09..11-13
last month compared with the same month last year | 10-01..10-31 vs 2025-10-01..2025-10-31
7am to 11am last Saturday | 11-14 hours 7-10
from noon to 2pm last week | 11-09..11-15 hours 12-13
yesterday after 8pm | 11-19 hours 20-23
yesterday after 20:00 | 11-19 hours 20-23
before 9am yesterday | 11-19 hours 0-8
orders at 8 in the evening last week | 11-09..11-15 hours 20-20
at 10 o'clock in the morning on Friday | 11-20 hours 10-10
yesterday evening between 6 and 8 | 11-19 hours 18-19
from 6pm on yesterday | 11-19 hours 18-23
lunchtime last week | 11-09..11-15 dayparts noon
a fortnight ago | 11-06
the last 48 hours | open
the past couple of weeks | open
last 90 days | 08-22..11-19
the last two and a half years | 2024-05-20..11-19
late September to early October | 09-21..10-10
Father's Day | 06-21
Easter weekend | open
New Year's Eve to New Year's Day | 2025-12-31..2026-01-01
the three days around Singles' Day | open
the month before last | 09-01..09-30
the Friday before last | open
the year 2024 | 2024-01-01..2024-12-31
Jan through Mar | 01-01..03-31
in summer 2025 | 2025-06-01..2025-08-31
every weekend in October | 10-01..10-31 weekdays 6 7
on Mondays and Tuesdays last month | 10-01..10-31 weekdays 1 2
weekday mornings last month | 10-01..10-31 weekdays 1 2 3 4 5 dayparts early morning
5 to 10 units of oat milk last week | 11-09..11-15 ~
1 to 2 litre bottles in May | 05-01..05-31 ~
top 5 of 20 in June | 06-01..06-30 ~
3 for 2 offers on the 12th | 11-12 ~
orders of 20 or more in October | 10-01..10-31
"""
