"""A second list, most of it written after the grammar was built and before it was tried on it. The form is the same."""

from __future__ import annotations

MORE = """
昨儿下午卖了多少; 11-19; 11-19; dayparts afternoon
上礼拜五的销售额; 11-13
11月9号到11月15号的订单; 11-09; 11-15
这个月前三天销售额; 11-01; 11-03
10月的前两周卖了多少; 10-01; 10-14
上季度最后一个月的订单数; 09-01; 09-30
去年国庆黄金周销售额; 2025-10-01; 2025-10-08
前年春节卖了多少; 2024-02-10; 2024-02-17
2025年春节假期订单; 2025-01-28; 2025-02-04
端午小长假卖了多少; 06-19; 06-21
中秋国庆卖了多少; no
今年三八节订单; 03-08
618当天销售额; 06-18
双11那天订单数; 11-11
双十一之后卖了多少; no
11.11当天销售额; 11-11
11月11订单数; no
三季度销售额; 07-01; 09-30
2026年上半年订单; 01-01; 06-30
25年Q4销售额; 2025-10-01; 2025-12-31
今年一月到十月销售额; 01-01; 10-31
1到3月的销售额; 01-01; 03-31
一至三季度销售额; 01-01; 09-30
从国庆到双十一卖了多少; 10-01; 11-11
10月1日以来的订单数; 10-01; 11-20
上个月的周末销售额; 10-01; 10-31; weekdays 6 7
每个周五的订单数 10月; 10-01; 10-31; weekdays 5
上周工作日销售额; 11-09; 11-15; days workdays
上个月工作日晚上的销售额; 10-01; 10-31; dayparts evening, days workdays
本月每天早上的订单; 11-01; 11-20; dayparts early
昨天中午订单数; 11-19; 11-19; dayparts noon
前天夜里卖了多少; 11-18; 11-18; dayparts evening
周六下午的销售额; 11-14; 11-14; dayparts afternoon
大前年的销售额; 2023-01-01; 2023-12-31
近90天销售额; 08-22; 11-19
过去一整年的销售额; 2025-11-20; 11-19
过去12个月的订单; 2025-11-20; 11-19
近两年的销售额; 2024-11-20; 11-19
前两个月销售额; 09-20; 11-19
上个月中旬订单; 10-11; 10-20
11月初销售额; 11-01; 11-10
今年年初的订单数; 01-01; 01-31
去年夏季销售额; 2025-06-01; 2025-08-31
秋季销售额; 09-01; 11-20
2025年暑假订单; 2025-07-01; 2025-08-31
第45周订单; 11-02; 11-08
2026年第1周; 2025-12-29; 2026-01-04
2025年第53周; no
上上周末卖了多少; 11-07; 11-08
下周一的销售额; 11-23; 11-23; future
月底前; no
20号那天销售额; 11-20
20号到今天; 11-20; 11-20
18号至20号销售额; 11-18; 11-20
2026/11/1-2026/11/7 销售额; 11-01; 11-07
2026年11月销售额; 11-01; 11-20
二〇二五年十月; 2025-10-01; 2025-10-31
十月一号到七号卖了多少; 10-01; 10-07
九月三十号; 09-30
农历正月初八订单; 02-24
七夕那天卖了多少; 08-19
冬至订单数; 2025-12-21
昨天一整天; 11-19
截至昨天本月销售额; 11-01; 11-19
双十一前一个星期销售额; 11-04; 11-10
春节前半个月卖了多少; 02-02; 02-16
一个月前; 10-20
过去一个月的订单; 10-20; 11-19
7月到9月这三个月净销售额合计; 07-01; 09-30
上个月15号之后卖了多少; 10-16; 10-31
上个月周三的客单价; 10-01; 10-31; weekdays 3
sales half a month before Christmas; 2025-12-10; 2025-12-24
sales on Nov 11; 11-11
orders on the 11th of November; 11-11
sales for the week of November 2nd; 11-02; 11-08
revenue in the first quarter of last year; 2025-01-01; 2025-03-31
how many orders in Q4 2025; 2025-10-01; 2025-12-31
sales in the last 90 days; 08-22; 11-19
sales over the past 6 weeks; 10-09; 11-19
sales in the previous month; 10-01; 10-31
sales two days ago; 11-18
orders since the start of the month; 11-01; 11-20
orders since October 15; 10-15; 11-20
orders from October 15 until today; 10-15; 11-20
sales January through March; 01-01; 03-31
sales Jan-Mar 2026; 01-01; 03-31
sales from 1 to 7 October; 10-01; 10-07
sales for 2025; 2025-01-01; 2025-12-31
sales in fall 2025; 2025-09-01; 2025-11-30
orders in winter 2024; 2024-12-01; 2025-02-28
orders over Easter 2025; 2025-04-20
sales on Christmas Day 2025; 2025-12-25
sales on New Year's Eve; 2025-12-31
sales during Golden Week 2025; 2025-10-01; 2025-10-08
sales on Mother's Day 2025; 2025-05-11
sales in the two weeks before Christmas 2025; 2025-12-11; 2025-12-24
sales the day after Christmas; 2025-12-26
sales the day before Singles' Day; 11-10
orders in mid-November; 11-11; 11-20
orders in late September; 09-21; 09-30
orders at the end of September; 09-21; 09-30
orders in early 2026; no
orders by the end of September; no
sales on weekends this year; 01-01; 11-20; weekdays 6 7
sales on Fridays in October; 10-01; 10-31; weekdays 5
orders every Saturday last month; 10-01; 10-31; weekdays 6
orders on Saturday evenings last month; 10-01; 10-31; dayparts evening, weekdays 6
sales yesterday between 5 and 6; no
orders yesterday at noon; 11-19; 11-19; dayparts noon
evening orders this month; 11-01; 11-20; dayparts evening
orders on working days this month; 11-01; 11-20; weekdays 1 2 3 4 5
sales this time last year; ask
sales in the second week of November; 11-09; 11-15
sales in the third week of October 2025; 2025-10-13; 2025-10-19
sales in week 40; 09-28; 10-04
sales in week 53 of 2026; 2026-12-28; 2027-01-03; future
the second Monday of November; 11-09
the week of Black Friday 2025; 2025-11-24; 2025-11-30
sales the weekend before last; 11-07; 11-08
how much will we sell next week; 11-23; 11-29; future
next Friday; 11-27; 11-27; future
the next three months; 11-21; 2027-02-20; future
"""
