import { inverse, type Matrix, solve } from "./linear.ts";

export interface LogisticInput {
  /** One array for each predictor; NaN must not occur. */
  readonly columns: readonly ArrayLike<number>[];
  /** 0 or 1, or a share in between. */
  readonly outcome: ArrayLike<number>;
}

export interface LogisticOptions {
  /** The lambda of 1/2 * lambda * sum of squared standardised coefficients, in units of the log likelihood; 0 by default. */
  readonly penalty?: number;
  /** For each column: 1 forbids a negative coefficient, -1 a positive one, 0 allows both. */
  readonly signs?: readonly (-1 | 0 | 1)[];
}

export interface LogisticModel {
  /** Of the standardised columns: log odds per standard deviation. The intercept comes first. */
  readonly standardised: Float64Array;
  readonly means: readonly number[];
  readonly deviations: readonly number[];
  /** In the units of the columns. */
  readonly intercept: number;
  readonly coefficients: readonly number[];
  readonly logLikelihood: number;
  /** False when the outcome is separated perfectly, or nearly, and nothing holds the coefficients. */
  readonly converged: boolean;
}

const maxIterations = 60;

/**
 * Logistic regression by iteratively reweighted least squares (McCullagh and Nelder 1989, 2.5) with an optional ridge penalty
 * (le Cessie and van Houwelingen 1992) and sign constraints, solved within each step by cyclic coordinate descent.
 * Columns are standardised first, so that the penalty treats them alike; a column that doesn't vary gets the coefficient 0.
 */
export function logisticRegression(input: LogisticInput, { penalty = 0, signs }: LogisticOptions = {}): LogisticModel {
  const { columns, means, deviations } = standardise(input.columns);
  const problem: Problem = { columns, outcome: input.outcome, penalty, signs };
  let beta = new Float64Array(columns.length + 1);
  beta[0] = logit(clampShare(meanOf(input.outcome)));
  let loss = lossOf(problem, beta);
  let converged = false;
  for (let iteration = 0; iteration < maxIterations && !converged; iteration += 1) {
    const next = step(problem, beta, loss);
    converged = Math.abs(loss - next.loss) <= 1e-12 * (Math.abs(loss) + 1e-3);
    ({ beta, loss } = next);
  }
  const coefficients = means.map((_, j) => beta[j + 1]! / deviations[j]!);
  const intercept = means.reduce((sum, mean, j) => sum - coefficients[j]! * mean, beta[0]!);
  const ridge = beta.reduce((sum, b, j) => sum + (j > 0 ? (penalty * b * b) / 2 : 0), 0);
  const held = beta.every((b) => Math.abs(b) < 20);
  return { standardised: beta, means, deviations, intercept, coefficients, logLikelihood: ridge - loss, converged: converged && held };
}

interface Problem {
  readonly columns: readonly Float64Array[];
  readonly outcome: ArrayLike<number>;
  readonly penalty: number;
  readonly signs: readonly (-1 | 0 | 1)[] | undefined;
}

/** One Newton step within the constraints, halved until the loss doesn't rise. */
function step(problem: Problem, beta: Float64Array, loss: number): { beta: Float64Array<ArrayBuffer>; loss: number } {
  const { gradient, hessian } = derivatives(problem, beta);
  const target = problem.signs ? constrained(problem.signs, { beta, gradient, hessian }) : newton(beta, gradient, hessian);
  for (let share = 1; share > 1e-6; share /= 2) {
    const candidate = beta.map((old, j) => old + share * (target[j]! - old));
    const reached = lossOf(problem, candidate);
    if (reached <= loss) return { beta: candidate, loss: reached };
  }
  return { beta: Float64Array.from(beta), loss };
}

function newton(beta: Float64Array, gradient: Float64Array, hessian: Matrix): Float64Array {
  const move = solve(hessian, gradient);
  return beta.map((old, j) => old - move[j]!);
}

interface Quadratic {
  readonly beta: Float64Array;
  readonly gradient: Float64Array;
  readonly hessian: Matrix;
}

/** The minimum of the local quadratic under the sign constraints, one coordinate after another until none moves. */
function constrained(signs: readonly (-1 | 0 | 1)[], { beta, gradient, hessian }: Quadratic): Float64Array {
  const next = Float64Array.from(beta);
  for (let sweep = 0; sweep < 2000; sweep += 1) {
    let moved = 0;
    for (let j = 0; j < next.length; j += 1) {
      let slope = gradient[j]!;
      for (let k = 0; k < next.length; k += 1) slope += hessian[j]![k]! * (next[k]! - beta[k]!);
      const free = next[j]! - slope / hessian[j]![j]!;
      const sign = j === 0 ? 0 : (signs[j - 1] ?? 0);
      const allowed = sign * free < 0 ? 0 : free;
      moved = Math.max(moved, Math.abs(allowed - next[j]!));
      next[j] = allowed;
    }
    if (moved < 1e-13) break;
  }
  return next;
}

/** Gradient and Hessian of the penalised negative log likelihood. */
function derivatives({ columns, outcome, penalty }: Problem, beta: Float64Array): { gradient: Float64Array; hessian: Float64Array[] } {
  const size = beta.length;
  const gradient = new Float64Array(size);
  const hessian = Array.from({ length: size }, () => new Float64Array(size));
  const row = new Float64Array(size);
  for (let i = 0; i < outcome.length; i += 1) {
    for (let j = 0; j < size; j += 1) row[j] = j === 0 ? 1 : columns[j - 1]![i]!;
    const p = probability(dot(beta, row));
    const weight = Math.max(p * (1 - p), 1e-12);
    for (let j = 0; j < size; j += 1) {
      gradient[j]! += (p - outcome[i]!) * row[j]!;
      for (let k = 0; k <= j; k += 1) hessian[j]![k]! += weight * row[j]! * row[k]!;
    }
  }
  for (let j = 0; j < size; j += 1) {
    for (let k = 0; k < j; k += 1) hessian[k]![j] = hessian[j]![k]!;
    // A column that doesn't vary is all zero here; without a penalty only this keeps its row solvable.
    if (j > 0) hessian[j]![j]! += penalty + (hessian[j]![j] === 0 ? 1 : 0);
    if (j > 0) gradient[j]! += penalty * beta[j]!;
  }
  return { gradient, hessian };
}

function lossOf({ columns, outcome, penalty }: Problem, beta: Float64Array): number {
  let loss = 0;
  for (let i = 0; i < outcome.length; i += 1) {
    let eta = beta[0]!;
    for (let j = 0; j < columns.length; j += 1) eta += beta[j + 1]! * columns[j]![i]!;
    loss += Math.max(eta, 0) + Math.log1p(Math.exp(-Math.abs(eta))) - outcome[i]! * eta;
  }
  return beta.reduce((sum, b, j) => sum + (j > 0 ? (penalty * b * b) / 2 : 0), loss);
}

function standardise(columns: readonly ArrayLike<number>[]) {
  const means = columns.map(meanOf);
  const deviations = columns.map((column, j) => {
    const mean = means[j]!;
    let squares = 0;
    for (let i = 0; i < column.length; i += 1) squares += (column[i]! - mean) ** 2;
    const deviation = Math.sqrt(squares / column.length);
    return deviation > 1e-12 * Math.max(1, Math.abs(mean)) ? deviation : Number.POSITIVE_INFINITY;
  });
  return { means, deviations, columns: columns.map((column, j) => Float64Array.from(column, (value) => (value - means[j]!) / deviations[j]!)) };
}

/**
 * Covariance of the standardised coefficients that respects clusters: the sandwich of Huber (1967) and Liang and Zeger (1986).
 * Holds for fits without sign constraints.
 */
export function clusterCovariance(input: LogisticInput, model: LogisticModel, options: { penalty?: number; clusters: ArrayLike<number> }): Float64Array[] {
  const columns = input.columns.map((column, j) => Float64Array.from(column, (value) => (value - model.means[j]!) / model.deviations[j]!));
  const size = columns.length + 1;
  const { hessian } = derivatives({ columns, outcome: input.outcome, penalty: options.penalty ?? 0, signs: undefined }, model.standardised);
  const scores = new Map<number, Float64Array>();
  for (let i = 0; i < input.outcome.length; i += 1) {
    const row = Float64Array.from({ length: size }, (_, j) => (j === 0 ? 1 : columns[j - 1]![i]!));
    const residual = input.outcome[i]! - probability(dot(model.standardised, row));
    const score = scores.get(options.clusters[i]!) ?? new Float64Array(size);
    for (let j = 0; j < size; j += 1) score[j]! += residual * row[j]!;
    scores.set(options.clusters[i]!, score);
  }
  const bread = inverse(hessian);
  const factor = scores.size / Math.max(1, scores.size - 1);
  const legs = Array.from(scores.values(), (score) => bread.map((line) => dot(line, score)));
  return bread.map((_, j) => Float64Array.from({ length: size }, (_cell, k) => factor * legs.reduce((sum, leg) => sum + leg[j]! * leg[k]!, 0)));
}

export function predict(model: LogisticModel, row: ArrayLike<number>): number {
  return probability(model.coefficients.reduce((eta, coefficient, j) => eta + coefficient * row[j]!, model.intercept));
}

export const probability = (logOdds: number): number => 1 / (1 + Math.exp(-logOdds));
export const logit = (share: number): number => Math.log(share / (1 - share));

const clampShare = (share: number): number => Math.min(1 - 1e-6, Math.max(1e-6, share));

function meanOf(values: ArrayLike<number>): number {
  let sum = 0;
  for (let i = 0; i < values.length; i += 1) sum += values[i]!;
  return sum / values.length;
}

function dot(a: ArrayLike<number>, b: ArrayLike<number>): number {
  let sum = 0;
  for (let i = 0; i < a.length; i += 1) sum += a[i]! * b[i]!;
  return sum;
}
