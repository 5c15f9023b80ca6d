import { readFileSync } from "node:fs";
import { validate } from "dockerfile-utils";
import { describe, expect, it } from "vitest";
import { parse } from "yaml";
import { sources } from "../scripts/stamp.mjs";
import { readImage, readStages } from "./dockerfile";

describe("the Dockerfile", () => {
  it("has nothing that its linter knows to be wrong", () => {
    expect(validate(readFileSync("Dockerfile", "utf8"))).toEqual([]);
  });

  it("runs the front door on Node 24, as somebody who is not root, and is asked without a shell whether it is ready", () => {
    const stages = readStages();
    const [, image] = stages;
    if (!image || stages.length !== 2) throw new Error("The stages are to be the build and the image.");
    expect(stages.map(({ base }) => base)).toEqual(["node:24-bookworm-slim", "node:24-bookworm-slim"]);
    const names = image.instructions.map(({ name }) => name);
    expect(names.indexOf("USER")).toBeGreaterThan(names.lastIndexOf("RUN"));
    expect(image.instructions.filter(({ name }) => name === "USER")).toEqual([{ name: "USER", text: "node" }]);
    expect(image.instructions.filter(({ name }) => name === "COPY")).toEqual([
      { name: "COPY", text: "--from=build /tend ./" },
    ]);
    const { command, check } = readImage(image);
    expect(command).toEqual(["node", "dist/server.mjs"]);
    expect(check).toEqual(["node", "-e", expect.stringContaining("/api/ready")]);
  });

  it("is given everything that a build is made from, and no folder that may hold secrets or data", () => {
    const lines = readFileSync(".dockerignore", "utf8").split("\n");
    expect(lines).toContain("*");
    const given = lines.filter((line) => line.startsWith("!")).map((line) => line.slice(1));
    expect(given.toSorted()).toEqual([...sources, "package.json", ".npmrc"].toSorted());
  });
});

describe("compose.yaml", () => {
  const text = readFileSync("compose.yaml", "utf8");
  const { services, volumes } = parse(text);

  it("takes every secret from the environment, and refuses to start without", () => {
    const variables = [...text.matchAll(/\$\{(\w+)([^}]*)\}/g)].map(([, name = "", rest = ""]) => ({ name, rest }));
    for (const name of ["BETTER_AUTH_SECRET", "POSTGRES_PASSWORD", "APP_ORIGIN"]) {
      const uses = variables.filter((variable) => variable.name === name);
      expect(uses.length).toBeGreaterThan(0);
      for (const { rest } of uses) expect(rest).toMatch(/^:\?./);
    }
    const defaults = variables.filter(({ rest }) => !rest.startsWith(":?"));
    expect(defaults.map(({ name }) => name).toSorted()).toEqual(["DRAIN_SECONDS", "PORT", "TRUSTED_PROXIES"]);
    for (const environment of Object.values(services).map((service) => Object(service).environment)) {
      for (const [name, value] of Object.entries(environment)) {
        if (/SECRET|PASSWORD/.test(name))
          expect([name, value]).toEqual([name, expect.stringMatching(/^\$\{\w+:\?.+\}$/)]);
      }
    }
  });

  it("keeps both file systems read-only but for named volumes and memory, and waits for a healthy database", () => {
    const { tend, postgres } = services;
    for (const service of [tend, postgres]) {
      expect(service.read_only).toBe(true);
      for (const volume of service.volumes) expect(Object.keys(volumes)).toContain(volume.split(":", 1)[0]);
    }
    expect([tend.tmpfs, postgres.tmpfs]).toEqual([["/tmp"], ["/tmp", "/run/postgresql"]]);
    expect([tend.cap_drop, tend.security_opt]).toEqual([["ALL"], ["no-new-privileges:true"]]);
    expect(tend.depends_on).toEqual({ postgres: { condition: "service_healthy" } });
    expect(postgres.healthcheck.test[1]).toBe("pg_isready");
    // The database has no way in from outside, and Tend none but from this machine.
    expect(postgres.ports).toBeUndefined();
    expect(tend.ports).toEqual([expect.stringMatching(/^127\.0\.0\.1:/)]);
  });
});
