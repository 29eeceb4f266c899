import { labelOf, reviewStatuses, rowClasses } from '@/app/_copy/labels';
import { contractFileColumns, institutionFileColumns, residentFileColumns } from '@/server/domain/import/registry-columns';
import { fieldNames } from '../visit';
import type { RefusalSentences } from './index';

const columnNames: Readonly<Record<string, string>> = {
  ...Object.fromEntries([...residentFileColumns, ...contractFileColumns, ...institutionFileColumns].map(({ code, names }) => [code, names[0]])),
  ...fieldNames,
};

const column = (name: string) => (name in columnNames ? `${labelOf(columnNames, name)}（${name}）` : name);
const size = (bytes: number) => (bytes >= 1024 * 1024 ? `${Math.round(bytes / 1024 / 1024)} MB` : `${Math.round(bytes / 1024)} KB`);

export const importRefusals = {
  'import.file_too_large': ({ limitBytes }) => `文件超过 ${size(limitBytes)}。请按月份拆成几个文件，分别导入。`,
  'import.file_empty': () => '文件里没有内容。请确认选对了文件，第一行应是字段名。',
  'import.file_not_text': () => '这不是可以读取的文件。请另存为 Excel 工作簿（.xlsx），或 CSV（UTF-8 或 GB18030 编码）后重新选择。',
  'import.file_malformed': ({ line }) => `文件第 ${line} 行附近的引号不成对，后面的内容无法读取。请改正引号后重新导入，已接收的行不会重复。`,
  'import.row_too_long': ({ line, limitBytes }) => `文件第 ${line} 行附近有一行超过 ${size(limitBytes)}，多半是引号没有成对。请改正后重新导入，已接收的行不会重复。`,
  'import.too_many_rows': ({ limit }) => `文件超过 ${limit.toLocaleString('zh-CN')} 行，后面的没有读取。请按月份拆成几个文件，分别导入；已接收的行不会重复。`,
  'import.workbook_old': () => '这是旧版 Excel 文件（.xls）。请用 Excel 或 WPS 另存为“Excel 工作簿（.xlsx）”后重新选择。',
  'import.workbook_encrypted': () => '这个 Excel 文件加了密码，无法读取。请打开后取消密码、另存一份，再重新选择。',
  'import.not_a_workbook': () => '这不是 Excel 工作簿（.xlsx）。请用 Excel 或 WPS 打开原文件，另存为“Excel 工作簿（.xlsx）”或 CSV 后重新选择。',
  'import.workbook_damaged': ({ part }) => `Excel 文件不完整或已损坏${part === null ? '' : `（${part}）`}。请重新导出或重新传输后再选择；已接收的行不会重复。`,
  'import.workbook_too_large': ({ limitBytes }) => `Excel 文件展开后的内容过大（超过 ${size(limitBytes)}，或远远大于文件本身），没有读取。请删去空白行列和多余的工作表，另存一份，或按月份拆成几个文件。`,
  'import.workbook_entities': ({ part }) => `Excel 文件的 ${part} 里有外部引用声明，为安全起见没有读取。请用 Excel 或 WPS 打开后另存一份，再重新选择。`,
  'import.cells_merged': ({ sheet, range, count }) => `工作表“${sheet}”有 ${count} 处合并单元格（如 ${range}），合并的格只有左上角有内容，容易读错。请取消合并、补齐内容后重新选择。`,
  'import.digits_lost': ({ column: name }) => `${column(name)}在 Excel 里存成了数字，末尾几位已经丢失。请把这一列设为“文本”格式，重新填写或从原系统重新导出。`,
  'import.characters_lost': ({ column: name, value }) => `${column(name)}“${value}”里有丢失的字（显示为 �），多半是换编码时丢的生僻字。请回到原系统重新导出，或在表格里把这个字补上。`,
  'import.cell_in_error': ({ column: name, value }) => `${column(name)}是公式错误值“${value}”。请改正公式，或粘贴为数值。`,
  'import.column_missing': ({ column: name }) => `文件第一行缺少字段 ${column(name)}。请补上这一列。`,
  'import.column_repeated': ({ column: name }) => `文件第一行的字段 ${column(name)} 出现了两次。请删去或改名其中一列。`,
  'import.row_width_differs': ({ expected, found }) => `这一行有 ${found} 列，应为 ${expected} 列，内容已经错位。请检查是否有多余的逗号，含逗号的内容要加引号。`,
  'import.row_not_an_object': () => '这一行不是一个完整的 JSON 对象。请检查括号、引号和逗号。',
  'import.value_missing': ({ column: name }) => `没有填写${column(name)}。这一项必须有。`,
  'import.value_too_long': ({ column: name, length, limit }) => `${column(name)}有 ${length} 个字符，最多 ${limit} 个。请核对是否填错了列。`,
  'import.value_unknown': ({ column: name, value, known }) => `${column(name)}的“${value}”不在代码表内。可以填写：${known.join('、')}。`,
  'import.amount_malformed': ({ column: name, value }) => `${column(name)}的“${value}”不是金额。请以元为单位，最多两位小数，不加逗号和单位。`,
  'import.number_malformed': ({ column: name, value }) => `${column(name)}的“${value}”不是整数。请改正。`,
  'import.day_malformed': ({ column: name, value }) => `${column(name)}的“${value}”不是日期。请写成 2025-03-01 的样子。`,
  'import.other_institution': ({ institutionCode, expected }) => `这一行属于机构 ${institutionCode}，本次只能导入 ${expected} 的记录。请分开导入。`,
  'import.content_differs': ({ key }) => `已有编号相同而内容不同的记录（${key}）。原记录没有改动。确需更正的，请先报退费记录冲销原记录，再用新的结算号上报。`,
  'import.day_is_serial': ({ column: name, value, day }) => `${column(name)}的“${value}”是表格存日期用的序号（应是 ${day}）。请把这一列设为“日期”或“文本”格式，显示成 2025-03-01 的样子后重新保存。`,
  'import.row_repeated': ({ row }) => `与文件第 ${row} 行完全相同，只按一行处理。`,
  'import.row_contradicted': ({ row }) => `与文件第 ${row} 行是同一人（同一份协议），内容却不同，两行都没有采用。请核实后只保留一行，重新导入。`,
  'import.row_looks_alike': ({ row }) => `与文件第 ${row} 行姓名、出生日期相同而号码不同，可能是同一人录了两次。是同一人的，只留号码正确的一行，把另一行舍弃；确是两个人的，选“不是同一人”。`,
  'import.resident_differs': ({ key }) => `档案里已有此人（${key}），资料与这一行不同，这次没有改动。要按文件更改档案，请到“批量导入”（/imports）上传同一个文件，在“审核导入”里逐行对照后采用“有变更”的行。`,
  'import.resident_moved_out': ({ on }) => `此人已于 ${on} 迁出。如已迁回，请先在居民档案里办理迁回。`,
  'import.resident_out_of_reach': () => '此人的档案不在您的管辖范围内，不能由您更改。请联系其管辖机构或医保经办。',
  'review.not_open': ({ status }) => `这批导入现在是“${labelOf(reviewStatuses, status)}”，不能这样处理。请刷新后查看。`,
  'review.decision_not_offered': ({ rowClass }) => `“${labelOf(rowClasses, rowClass)}”的行不能这样处理。多半是别人刚处理过或档案有了变化，请刷新后查看。`,
  'review.match_unknown': () => '所选的疑似本人已经变化，请刷新后重新比对。',
  'review.nothing_decided': () => '还没有已经决定、等待应用的行。请先逐行或批量作出决定。',
  'review.purged': ({ days }) => `这批导入的内容超过 ${days} 天没有处理，已按规定清除。需要时请重新上传文件。`,
} satisfies RefusalSentences<`import.${string}` | `review.${string}`>;
