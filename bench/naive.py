"""The same screens as a newcomer to Dash would write them, and the least that could be done: for comparison only.

Two ways to answer a ranking, a heatmap and clusters of schools: pandas over SQL with plotly.express in the callback,
and arrays that lie ready in memory, written as JSON. Neither knows roles, revisions, words or missing values.
"""

import os

import orjson
import pandas as pd
import plotly.express as px
from dash import Dash, Input, Output, dcc, html
from flask import Flask, Response
from sqlalchemy import create_engine

RANKING = """
SELECT m.short_ru AS name, SUM(r.points) AS points FROM component_result r JOIN assessment a ON a.id = r.assessment_id
JOIN municipality m ON m.id = a.municipality_id JOIN period p ON p.id = a.period_id
WHERE r.valid_to IS NULL AND p.year = (SELECT MAX(year) FROM period) GROUP BY m.short_ru
"""
HEATMAP = """
SELECT m.short_ru AS name, d.code AS direction, SUM(r.points) AS points FROM component_result r
JOIN assessment a ON a.id = r.assessment_id JOIN municipality m ON m.id = a.municipality_id
JOIN period p ON p.id = a.period_id JOIN direction d ON d.id = r.direction_id
WHERE r.valid_to IS NULL AND p.year = (SELECT MAX(year) FROM period) GROUP BY m.short_ru, d.code
"""
CLUSTERS = """
SELECT s.code AS school, e.students AS students, o.value AS value FROM school s
JOIN enrolment e ON e.school_code = s.code JOIN observation o ON o.school_code = s.code AND o.period_id = e.period_id
JOIN period p ON p.id = e.period_id
WHERE s.valid_to IS NULL AND o.valid_to IS NULL AND e.valid_to IS NULL AND p.year = (SELECT MAX(year) FROM period)
AND o.indicator_id = (SELECT MIN(indicator_id) FROM observation WHERE school_code IS NOT NULL)
"""
NAMES = ("ranking", "heatmap", "clusters")


def application() -> Flask:
    engine = create_engine(os.environ["DATABASE_URL"].replace("postgresql://", "postgresql+psycopg://"))
    app = Dash("naive", server=Flask("naive"))
    app.layout = html.Div([*(dcc.Graph(id=name) for name in NAMES), dcc.Dropdown(id="choice")])

    @app.callback(Output("ranking", "figure"), Input("choice", "value"))
    def ranking(_choice: str) -> object:
        frame = pd.read_sql(RANKING, engine).sort_values("points")
        return px.bar(frame, x="points", y="name", orientation="h")

    @app.callback(Output("heatmap", "figure"), Input("choice", "value"))
    def heatmap(_choice: str) -> object:
        frame = pd.read_sql(HEATMAP, engine)
        return px.imshow(frame.pivot(index="name", columns="direction", values="points"), text_auto=True)

    @app.callback(Output("clusters", "figure"), Input("choice", "value"))
    def clusters(_choice: str) -> object:
        frame = pd.read_sql(CLUSTERS, engine)
        frame["cluster"] = pd.cut(frame["students"], [0, 100, 500, 100_000], labels=["a", "b", "c"]).astype(str)
        return px.box(frame, x="cluster", y="value", points="outliers")

    ready = _ready(engine)

    @app.server.get("/arrays/<name>")
    def arrays(name: str) -> Response:
        return Response(orjson.dumps(ready[name], option=orjson.OPT_SERIALIZE_NUMPY), mimetype="application/json")

    @app.server.get("/healthz")
    def health() -> str:
        return "ok"

    return app.server


def _ready(engine: object) -> dict[str, dict[str, object]]:
    found = {}
    for name, query in zip(NAMES, (RANKING, HEATMAP, CLUSTERS), strict=True):
        frame = pd.read_sql(query, engine)  # type: ignore[call-overload]
        texts = frame.select_dtypes(exclude="number")
        numbers = frame.select_dtypes("number")
        found[name] = {column: texts[column].tolist() for column in texts} | {
            column: numbers[column].to_numpy() for column in numbers
        }
    return found
