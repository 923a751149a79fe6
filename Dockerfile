# One image for web, worker, beat and migrate; the command chooses.
FROM python:3.12-slim AS wheels
WORKDIR /build
COPY requirements.lock .
RUN pip install --no-cache-dir --disable-pip-version-check --require-hashes \
    --prefix /packages -r requirements.lock

FROM python:3.12-slim
ENV PYTHONUNBUFFERED=1 PYTHONDONTWRITEBYTECODE=1 CONFIDANT_STATE=/state CONFIDANT_PRODUCTION=true
RUN groupadd --gid 10001 confidant \
    && useradd --uid 10001 --gid 10001 --no-create-home --shell /usr/sbin/nologin confidant \
    && install -d -o confidant -g confidant -m 0700 /state
COPY --from=wheels /packages /usr/local
WORKDIR /app
COPY . .
# The settings refuse to start with half an address; these are read here and never used.
RUN python -m compileall -q . \
    && SECRET_KEY="only-to-collect-the-static-files-and-thrown-away-after-this-line" \
       ALLOWED_HOSTS=build BASE_URL=https://build EMAIL_URL=smtp://build \
       python manage.py collectstatic --noinput --verbosity 0 \
    && install -d -o confidant -g confidant -m 0700 /state/files \
    && chown -R confidant:confidant /state
USER confidant
EXPOSE 8000
CMD ["gunicorn", "crm.wsgi", "--bind", "0.0.0.0:8000", "--worker-class", "gthread", \
     "--workers", "2", "--threads", "8", "--no-control-socket", "--worker-tmp-dir", "/dev/shm", \
     "--max-requests", "10000", "--max-requests-jitter", "1000", "--access-logfile", "-"]
