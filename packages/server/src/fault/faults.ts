/**
 * The faults of a cluster: rules, how often each struck, and what every strike was.
 *
 * Rules are tried in the order in which they were added; the first that strikes at a point decides, save delays and
 * calls, after which the next is tried. All chance comes from the cluster's seed.
 */

import { InvalidArgumentError } from '@tito/protocol';
import { type Random, randomStream } from '../random';
import { ACTIONS, DETAILS, type FaultMatch, type FaultPoint, type FaultRule } from './fault-rule';
import { type BuggifyOptions, buggifyRules } from './buggify';
import { isRegionFault } from './injected-errors';
import { type RequestFacts, matches } from './request-facts';

/** One strike, for the record. */
export interface FaultStrike {
  readonly sequence: number;
  readonly rule: string;
  readonly rpc: string;
  readonly at: FaultPoint;
}

interface ActiveRule {
  readonly id: string;
  readonly rule: FaultRule;
  skip: number;
  left: number;
  hits: number;
}

/** A place where requests wait until they are let go. */
export interface FaultGate {
  /** Settles when the first request has arrived. */
  readonly arrived: Promise<void>;
  /** Lets all requests go that wait, and stops none from now on. */
  open(): void;
}

/** Strikes beyond these are counted but not kept. */
const MAX_TRACE = 10_000;

export class Faults {
  readonly #random: Random;
  readonly #rules = new Map<string, ActiveRule>();
  readonly #hits = new Map<string, number>();
  readonly #waiting: { id: string; count: number; resolve: () => void }[] = [];
  readonly #trace: FaultStrike[] = [];
  #sequence = 0;

  constructor(seed: number) {
    this.#random = randomStream(seed, 'faults');
  }

  /** True while no rule can strike: requests need not be looked at. */
  get isQuiet(): boolean {
    return this.#rules.size === 0;
  }

  /**
   * Adds a rule and returns its id.
   *
   * @throws InvalidArgumentError `PROTOCOL_INVALID_ARGUMENT` for a rule that says nothing that can be done
   */
  add(rule: FaultRule): string {
    const id = rule.id ?? `rule-${this.#hits.size + 1}`;
    if (this.#rules.has(id)) throw new InvalidArgumentError('id', 'there is a rule of that name', { id });
    checkRule(rule);
    const left = rule.times === 'inf' ? Infinity : (rule.times ?? 1);
    this.#rules.set(id, { id, rule, skip: rule.skip ?? 0, left, hits: 0 });
    this.#hits.set(id, 0);
    return id;
  }

  addAll(rules: readonly FaultRule[]): string[] {
    return rules.map((rule) => this.add(rule));
  }

  remove(id: string): void {
    this.#rules.delete(id);
  }

  /** Removes all rules; their hits stay known. */
  clear(): void {
    this.#rules.clear();
  }

  /** How often a rule has struck. */
  hits(id: string): number {
    return this.#hits.get(id) ?? 0;
  }

  /**
   * Waits until a rule has struck `count` times: the point where a test and a request meet.
   *
   * @throws the signal's reason when it is aborted first
   */
  async hit(id: string, count = 1, options: { signal?: AbortSignal } = {}): Promise<void> {
    if (this.hits(id) >= count) return;
    const { signal } = options;
    signal?.throwIfAborted();
    await new Promise<void>((resolve, reject) => {
      const waiting = { id, count, resolve };
      this.#waiting.push(waiting);
      signal?.addEventListener('abort', () => {
        const at = this.#waiting.indexOf(waiting);
        if (at >= 0) this.#waiting.splice(at, 1);
        reject(signal.reason as Error);
      });
    });
  }

  /**
   * A rendezvous: the requests that match wait at a point of their life until the gate is opened.
   *
   * @param times how many requests it holds. Default 1
   *
   * @example
   * ```ts
   * const gate = cluster.faults.gate({ rpc: 'KvCommit' }, 'beforeApply');
   * const committed = txn.commit();
   * await gate.arrived; // the commit is decided, nothing is visible
   * gate.open();
   * await committed;
   * ```
   */
  gate(on: FaultMatch, at: FaultPoint = 'recv', times: number | 'inf' = 1): FaultGate {
    let letGo!: () => void;
    const isOpen = new Promise<void>((resolve) => (letGo = resolve));
    const id = this.add({ on, at, times, do: { call: () => isOpen } });
    return {
      arrived: this.hit(id),
      open: () => {
        this.remove(id);
        letGo();
      },
    };
  }

  /**
   * Random weather that a correct client survives, all of it from the cluster's seed: requests and answers late, out of
   * order, twice, or lost with their connection; region errors that pass; one-phase and async commits that fall back.
   *
   * @returns the ids of its rules
   * @throws InvalidArgumentError `PROTOCOL_INVALID_ARGUMENT`
   */
  buggify(options: BuggifyOptions = {}): string[] {
    return this.addAll(buggifyRules(options));
  }

  /** The strikes so far, in order. */
  get trace(): readonly FaultStrike[] {
    return this.#trace;
  }

  /** The rules that strike a request at a point, counted as hits as they are taken. */
  *strikes(facts: RequestFacts, at: FaultPoint): IterableIterator<FaultRule> {
    for (const active of [...this.#rules.values()]) {
      const { rule, id } = active;
      if ((rule.at ?? 'recv') !== at || !matches(rule.on, facts)) continue;
      if (active.skip > 0) {
        active.skip--;
        continue;
      }
      if (rule.prob !== undefined && this.#random() >= rule.prob) continue;
      if (--active.left <= 0) this.#rules.delete(id);
      this.#struck(id, facts.rpc, at);
      yield rule;
    }
  }

  /** A number in [0, 1) for what a strike leaves to chance. */
  chance(): number {
    return this.#random();
  }

  #struck(id: string, rpc: string, at: FaultPoint): void {
    const hits = this.hits(id) + 1;
    this.#hits.set(id, hits);
    if (this.#trace.length < MAX_TRACE) this.#trace.push({ sequence: ++this.#sequence, rule: id, rpc, at });
    for (const waiting of [...this.#waiting]) {
      if (waiting.id !== id || waiting.count > hits) continue;
      this.#waiting.splice(this.#waiting.indexOf(waiting), 1);
      waiting.resolve();
    }
  }
}

function checkRule(rule: FaultRule): void {
  const kinds = Object.keys(rule.do).filter((name) => ACTIONS.has(name));
  const others = Object.keys(rule.do).filter((name) => !ACTIONS.has(name) && !DETAILS.has(name));
  if (kinds.length !== 1 || others.length > 0)
    throw new InvalidArgumentError('do', 'a rule does exactly one thing of those that are offered', {
      given: Object.keys(rule.do),
    });
  if ('regionError' in rule.do && !isRegionFault(rule.do.regionError))
    throw new InvalidArgumentError('do', 'no such region error', { regionError: rule.do.regionError });
  if (('corrupt' in rule.do || 'answer' in rule.do) && rule.at !== 'reply')
    throw new InvalidArgumentError('at', 'an answer can be changed at `reply` only', {
      at: rule.at ?? 'recv',
    });
  const { prob, skip, times } = rule;
  if (prob !== undefined && !(prob >= 0 && prob <= 1))
    throw new InvalidArgumentError('prob', 'must be a probability', { prob });
  for (const [name, value] of Object.entries({ skip, times }))
    if (typeof value === 'number' && (!Number.isInteger(value) || value < 0))
      throw new InvalidArgumentError(name, 'must be a count', { value });
}
