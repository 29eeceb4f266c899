import { shareReadings, stayScorings } from '@/server/domain/policy/policy-version';
import type { PointsClaim, PointsInput, PointsPool, PoolScoring } from '@/server/domain/settlement/points-inputs';
import type { AssessmentRule } from '@/server/domain/settlement/withholding';
import type { DocumentReader, Fields } from './document-reader';

export function readPoints(reader: DocumentReader, root: Fields): PointsInput {
  reader.onlyKeys(root, '', ['method', 'institutionShare', 'reading', 'assessment', 'pools', 'carried']);
  const institutionShare = reader.text(root, '', 'institutionShare');
  const reading = reader.oneOf(root, '', 'reading', shareReadings);
  const assessment = root.assessment === undefined ? {} : { assessment: readAssessment(reader, reader.record(root.assessment, 'assessment'), 'assessment') };
  const pools = reader.list(root, '', 'pools', (json, path) => readPool(reader, json, path));
  return { method: 'points', institutionShare, reading, ...assessment, pools };
}

export function readAssessment(reader: DocumentReader, fields: Fields, path: string): AssessmentRule {
  reader.onlyKeys(fields, path, ['withheldShare', 'fullScore']);
  return { withheldShare: reader.text(fields, path, 'withheldShare'), fullScore: reader.count(fields, path, 'fullScore') };
}

function readPool(reader: DocumentReader, json: unknown, path: string): PointsPool {
  const pool = reader.record(json, path);
  reader.onlyKeys(pool, path, ['id', 'budget', 'adjustment', 'feeForService', 'outOfRegion', 'specialFees', 'persons', 'scoring', 'institutions']);
  const scoring = pool.scoring === undefined ? null : readScoring(reader, pool, path);
  return {
    id: reader.text(pool, path, 'id'),
    budgetFen: reader.amount(pool, path, 'budget'),
    adjustmentFen: reader.amount(pool, path, 'adjustment'),
    feeForServiceFen: reader.amount(pool, path, 'feeForService'),
    outOfRegionFen: reader.amount(pool, path, 'outOfRegion'),
    specialFeesFen: reader.amount(pool, path, 'specialFees'),
    persons: reader.count(pool, path, 'persons'),
    ...(scoring === null ? {} : { scoring }),
    institutions: reader.list(pool, path, 'institutions', (item, place) => readClaim(reader, item, place, scoring !== null)),
  };
}

function readScoring(reader: DocumentReader, pool: Fields, path: string): PoolScoring {
  const at = `${path}.scoring`;
  const scoring = reader.record(pool.scoring, at);
  reader.onlyKeys(scoring, at, ['scheme', 'pointRate']);
  const rateFen = reader.optionalAmount(scoring, at, 'pointRate');
  return { scheme: reader.oneOf(scoring, at, 'scheme', stayScorings), ...(rateFen === undefined ? {} : { rateFen }) };
}

function readClaim(reader: DocumentReader, json: unknown, path: string, isScored: boolean): PointsClaim {
  const claim = reader.record(json, path);
  reader.onlyKeys(claim, path, ['code', 'fund', 'special', 'prepaid', 'deductions', 'recordedPoints', 'score']);
  const score = reader.optionalText(claim, path, 'score');
  return {
    code: reader.text(claim, path, 'code'),
    fundFen: reader.amount(claim, path, 'fund'),
    specialFen: reader.amount(claim, path, 'special'),
    prepaidFen: reader.amount(claim, path, 'prepaid'),
    deductionsFen: reader.amount(claim, path, 'deductions'),
    ...(isScored ? { points: reader.text(claim, path, 'recordedPoints') } : {}),
    ...(score === undefined ? {} : { score }),
  };
}
