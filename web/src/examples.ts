// The queries of the first page. Each is a file of its own, so that server tests can run them too.
import dividends from './examples/dividends.graphql?raw';
import residents from './examples/residents.graphql?raw';
import byGroup from './examples/subsidy-by-group.graphql?raw';
import byMonth from './examples/subsidy-by-month.graphql?raw';
import byUnit from './examples/subsidy-by-unit.graphql?raw';
import payments from './examples/subsidy-payments.graphql?raw';
import veterans from './examples/veterans.graphql?raw';

export interface Example {
  title: string;
  about: string;
  query: string;
}

export const defaultQuery = byGroup;

export const examples: Example[] = [
  { title: '全年补贴，按类别', about: '2022 年每类特殊人群的人次、人数和金额，以及全街道合计。', query: byGroup },
  { title: '全年补贴，逐月', about: '十二个月的人次、人数和金额，看增减。', query: byMonth },
  { title: '全年补贴，按村（社区）', about: '十二个村和社区各发了多少；人数过少的不显示数字。', query: byUnit },
  { title: '集体分配，两年对比', about: '按分配单位类别的单位数、人数和金额，参与人员为何增减。', query: dividends },
  { title: '退役军人服务与服务圈', about: '五类服务的次数和人数；各村（社区）步行 15 分钟内到得了医保服务点的居民。', query: veterans },
  { title: '居民名册', about: '本账号可见的居民，每页十人，身份证号只显示掩码。', query: residents },
  { title: '补贴发放明细', about: '2022 年 12 月的发放记录：领取人、项目和金额。', query: payments },
];

export const consoleLink = (query: string): string => `/graphiql#query=${encodeURIComponent(query)}`;
