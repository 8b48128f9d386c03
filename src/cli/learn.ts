import type { Command } from "commander";
import { register as registerBacktest } from "./learn-backtest.ts";
import { register as registerCalibration } from "./learn-calibration.ts";
import { register as registerLikelihood } from "./learn-likelihood.ts";
import type { LearnWire } from "./learn-options.ts";
import { register as registerOutcomes } from "./learn-outcomes.ts";
import { register as registerReview } from "./learn-review.ts";
import { register as registerSuggest } from "./learn-suggest.ts";
import { register as registerWonLost } from "./learn-won-lost.ts";

/** `bellwether learn`: what the past says about the measurements, and about the score. */
export function register(program: Command, wire: LearnWire): void {
  const learn = program.command("learn").description("Learn from renewals and losses: which measurements went before them, and whether the score tells the truth").summary("what the past says about metrics and scores");
  // In the order in which the questions come up.
  registerOutcomes(learn, wire);
  registerWonLost(learn, wire);
  registerBacktest(learn, wire);
  registerCalibration(learn, wire);
  registerLikelihood(learn, wire);
  registerSuggest(learn, wire);
  registerReview(learn, wire);
}
