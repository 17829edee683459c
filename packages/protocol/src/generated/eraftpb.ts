// Generated from protos/ by `npm run generate`. Do not edit.

import type { MessageType } from '../wire/message';

export const ConfChangeType = {
  AddNode: 0,
  RemoveNode: 1,
  AddLearnerNode: 2,
} as const;
export type ConfChangeType = (typeof ConfChangeType)[keyof typeof ConfChangeType];

export interface HardState {
  readonly term: bigint;
  readonly vote: bigint;
  readonly commit: bigint;
}
export const HardState: MessageType<HardState> = {
  name: 'eraftpb.HardState',
  encode(m, w) {
    if (m.term !== undefined && m.term !== 0n) {
      w.byte(8);
      w.uint64(m.term);
    }
    if (m.vote !== undefined && m.vote !== 0n) {
      w.byte(16);
      w.uint64(m.vote);
    }
    if (m.commit !== undefined && m.commit !== 0n) {
      w.byte(24);
      w.uint64(m.commit);
    }
  },
  decode(r, end) {
    let term_: bigint = 0n;
    let vote_: bigint = 0n;
    let commit_: bigint = 0n;
    while (r.pos < end) {
      const tag = r.uint32();
      switch (tag) {
        case 8:
          term_ = r.uint64();
          break;
        case 16:
          vote_ = r.uint64();
          break;
        case 24:
          commit_ = r.uint64();
          break;
        default:
          r.skip(tag);
      }
    }
    r.finish(end);
    return {
      term: term_,
      vote: vote_,
      commit: commit_,
    };
  },
};
