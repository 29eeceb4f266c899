import { type TemplateKind, templateOf } from '@/server/domain/import/template';
import type { ExportedWorkbook } from '@/server/domain/kernel/workbook';
import { type Outcome, accept } from '@/server/domain/kernel/outcome';
import type { AnyRefusal } from '@/server/domain/refusals';
import type { Words } from '@/server/domain/words';
import type { ServiceContext } from '../context';
import { permit } from '../permit';

/** A file to be filled in. It tells of nobody, so that whoever works here may have it. */
export function exportTemplate(context: ServiceContext, { kind }: { kind: TemplateKind }, words: Words): Promise<Outcome<ExportedWorkbook, AnyRefusal>> {
  permit(context, 'worklist:read');
  return Promise.resolve(accept({ fileName: words.label('template', kind), workbook: templateOf(kind, words) }));
}
