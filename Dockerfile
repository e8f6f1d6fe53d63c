# One image for web, worker and migration; docker-compose.yml says which is which.
FROM python:3.11.13-slim-bookworm

ENV PYTHONUNBUFFERED=1 \
    OPENBLAS_NUM_THREADS=1 \
    DATA_DIR=/var/lib/knightreplay \
    NUMBA_CACHE_DIR=/var/cache/knightreplay

# Pango and fonts are for postmortems as PDF; the image's release pins them well enough.
# hadolint ignore=DL3008
RUN apt-get update \
    && apt-get install -y --no-install-recommends \
    libpango-1.0-0 libpangoft2-1.0-0 libharfbuzz-subset0 fonts-liberation \
    && rm -rf /var/lib/apt/lists/*

RUN useradd --system --uid 10001 --create-home knightreplay \
    && install -d -o knightreplay -g knightreplay "$DATA_DIR" "$NUMBA_CACHE_DIR"

WORKDIR /app
COPY requirements.txt ./
RUN pip install --no-cache-dir --disable-pip-version-check --require-hashes -r requirements.txt

COPY manage.py LICENSE THIRD_PARTY_NOTICES.md ./
COPY simulator simulator
COPY templates templates
COPY locale locale
COPY static static
COPY knightreplay knightreplay

USER 10001
# The kernel is compiled and the static files are collected here, not at every start. A
# machine with another processor compiles once more. The two keys are for this step only.
RUN python -c "from simulator.warming import warm; warm()" \
    && SECRET_KEY=this-key-is-thrown-away-after-the-build HOST_KEY=thrown-away-too python manage.py shell -v 0 -c \
    "from knightreplay.static_files.collecting import collect; collect()"

EXPOSE 8000
CMD ["python", "manage.py", "serve", "--host", "0.0.0.0"]
