import type { FastifyInstance } from "fastify";
import { type PipelinePorts, readAccountPipeline, readPipeline } from "../../engine/pipeline/pipeline.ts";
import { callerOf } from "../access/gate.ts";
import { addQuestion } from "../api/question.ts";
import { RequestProblem } from "../problem.ts";

/** Where calls went. Answers while ClickHouse is away, and without a pack. */
export function pipelineRoutes(app: FastifyInstance, ports: PipelinePorts): void {
  addQuestion(app, "getPipeline", (_asked, request) => readPipeline(ports, callerOf(request).workspace));
  addQuestion(app, "getAccountPipeline", (asked, request) =>
    readAccountPipeline(ports, callerOf(request).workspace, asked).catch(() => {
      throw new RequestProblem("unavailable", "Events can't be read at the moment. Ask again later.", { headers: { "retry-after": "5" } });
    }),
  );
}
