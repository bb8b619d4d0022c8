#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Holds the shipped scenarios to their schema, and the schema to refusing what is wrong."""

import copy
import json
import sys
from pathlib import Path

import jsonschema

root = Path(__file__).resolve().parents[2]
schema = json.loads((root / "resources/schemas/scenario.schema.json").read_text(encoding="utf-8"))
jsonschema.Draft202012Validator.check_schema(schema)
validator = jsonschema.Draft202012Validator(schema)

failed = False
samples = sorted((root / "resources/samples/scenarios").glob("*.json"))
for file in samples:
    scenario = json.loads(file.read_text(encoding="utf-8"))
    for error in validator.iter_errors(scenario):
        print(f"{file.name}: {error.json_path}: {error.message}")
        failed = True
    for wrong in ({"horizont": 5}, {"seed": "one"}, {"events": [{"at": 1}]}, {"expectations": [{"expect": "luck"}]}):
        broken = {**copy.deepcopy(scenario), **wrong}
        if validator.is_valid(broken):
            print(f"{file.name}: the schema takes {wrong}")
            failed = True
if len(samples) < 10:
    print("fewer than ten scenarios are shipped")
    failed = True
sys.exit(1 if failed else 0)
