// Holds boards against the types of Grafana 12, the oldest that they are for: no key, option or choice
// that it does not know.
//
// Usage: node check.mjs FILE...     exits with 0 when all are as they should be

import { spawnSync } from "node:child_process";
import { readFileSync, writeFileSync } from "node:fs";

const RAW = "./node_modules/@grafana/schema/dist/esm/raw";

/** Types of panels, by what boards call them. */
const PANELS = {
  bargauge: { file: "bargauge/panelcfg/x/BarGaugePanelCfg" },
  stat: { file: "stat/panelcfg/x/StatPanelCfg" },
  "state-timeline": { file: "statetimeline/panelcfg/x/StateTimelinePanelCfg", field: "FieldConfig" },
  table: { file: "table/panelcfg/x/TablePanelCfg", field: "FieldConfig" },
  timeseries: { file: "timeseries/panelcfg/x/TimeSeriesPanelCfg", field: "FieldConfig" },
};

// Grafana fills in what a board leaves out, and JSON has texts where TypeScript has enumerations.
const source = [
  `import type { Dashboard, Panel, RowPanel } from "${RAW}/dashboard/x/dashboard_types.gen.d.ts";`,
  "type Json<T> = T extends string ? (string extends T ? string : `${T}`)",
  "  : T extends number ? (number extends T ? number : `${T}` extends `${infer N extends number}` ? N : T)",
  "  : T extends (infer U)[] ? Json<U>[] : T extends object ? { [K in keyof T]: Json<T[K]> } : T;",
  "type Some<T> = T extends (infer U)[] ? Some<U>[]",
  "  : T extends object ? { [K in keyof T]?: Some<T[K]> } : T;",
];

let count = 0;

/** Declares that a value is of a type. */
function expect(title, type, value) {
  source.push(`// ${title.replaceAll("\n", " ")}`, `const v${count++}: ${type} = ${JSON.stringify(value)};`);
}

for (const file of process.argv.slice(2)) {
  const { panels, ...board } = JSON.parse(readFileSync(file, "utf8"));
  expect(file, 'Json<Omit<Dashboard, "panels">>', board);
  for (const { options, ...panel } of panels) {
    const title = `${file}, ${panel.title}`;
    if (panel.type === "row") {
      expect(title, "Json<RowPanel>", { ...panel, ...(options && { options }) });
      continue;
    }
    const known = PANELS[panel.type];
    if (!known) {
      console.error(`${title}: nothing is known here of panels of the type ${panel.type}`);
      process.exit(1);
    }
    const types = `import("${RAW}/composable/${known.file}_types.gen.d.ts")`;
    const { custom, ...defaults } = panel.fieldConfig?.defaults ?? {};
    expect(title, "Json<Panel>", { ...panel, fieldConfig: { ...panel.fieldConfig, defaults } });
    expect(`${title}, options`, `Json<Some<${types}.Options>>`, options ?? {});
    const field = known.field ? `Json<Some<${types}.${known.field}>>` : "Record<string, never>";
    expect(`${title}, fields`, field, custom ?? {});
  }
}

writeFileSync("boards.ts", source.join("\n") + "\n");
const flags = "--noEmit --strict --skipLibCheck --module esnext --moduleResolution bundler --target es2022";
const result = spawnSync("node_modules/.bin/tsc", [...flags.split(" "), "boards.ts"], { encoding: "utf8" });
for (const line of (result.stdout ?? "").split("\n").filter(Boolean)) {
  // The line before a declaration says whose it is.
  const at = /^boards\.ts\((\d+),\d+\): (.*)$/.exec(line);
  console.error(at ? `${source[at[1] - 2].slice(3)}: ${at[2]}` : line);
}
process.exit(result.status ?? 1);
