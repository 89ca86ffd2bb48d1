#include <stdlib.h>
#include <string.h>
#include <time.h>

#include <event2/bufferevent.h>
#include <event2/bufferevent_ssl.h>

#include <openssl/err.h>
#include <openssl/evp.h>
#include <openssl/pem.h>
#include <openssl/rand.h>
#include <openssl/ssl.h>
#include <openssl/x509v3.h>

#include "CLibevent.h"

struct clibevent_tls {
    SSL_CTX *context;
};

static struct clibevent_tls *failed(struct clibevent_tls *tls, char *error, size_t size) {
    ERR_error_string_n(ERR_get_error(), error, size);
    ERR_clear_error();
    if (tls) clibevent_tls_free(tls);
    return NULL;
}

struct clibevent_tls *clibevent_tls_new(const char *certificate, const char *key, char *error, size_t size) {
    struct clibevent_tls *tls = calloc(1, sizeof *tls);
    if (!tls || !(tls->context = SSL_CTX_new(TLS_server_method()))) return failed(tls, error, size);
    SSL_CTX_set_min_proto_version(tls->context, TLS1_2_VERSION);
    SSL_CTX_set_options(tls->context, SSL_OP_NO_RENEGOTIATION | SSL_OP_NO_COMPRESSION | SSL_OP_IGNORE_UNEXPECTED_EOF);
    // An idle connection keeps no buffers of its own.
    SSL_CTX_set_mode(tls->context, SSL_MODE_RELEASE_BUFFERS);
    SSL_CTX_set_session_cache_mode(tls->context, SSL_SESS_CACHE_OFF);
    if (SSL_CTX_use_certificate_chain_file(tls->context, certificate) != 1 ||
        SSL_CTX_use_PrivateKey_file(tls->context, key, SSL_FILETYPE_PEM) != 1 ||
        SSL_CTX_check_private_key(tls->context) != 1)
        return failed(tls, error, size);
    return tls;
}

void clibevent_tls_free(struct clibevent_tls *tls) {
    SSL_CTX_free(tls->context);
    free(tls);
}

int clibevent_tls_fingerprint(const struct clibevent_tls *tls, unsigned char *digest) {
    unsigned int length = 0;
    return X509_digest(SSL_CTX_get0_certificate(tls->context), EVP_sha256(), digest, &length) == 1 && length == 32 ? 0 : 1;
}

int clibevent_tls_lasts(const struct clibevent_tls *tls, long seconds) {
    time_t then = time(NULL) + seconds;
    return X509_cmp_time(X509_get0_notAfter(SSL_CTX_get0_certificate(tls->context)), &then) > 0;
}

int clibevent_tls_names(const struct clibevent_tls *tls, const char *host) {
    X509 *certificate = SSL_CTX_get0_certificate(tls->context);
    return X509_check_ip_asc(certificate, host, 0) == 1 || X509_check_host(certificate, host, 0, 0, NULL) == 1;
}

static int extend(X509 *certificate, int kind, const char *value) {
    X509V3_CTX context;
    X509V3_set_ctx_nodb(&context);
    X509V3_set_ctx(&context, certificate, certificate, NULL, NULL, 0);
    X509_EXTENSION *extension = X509V3_EXT_conf_nid(NULL, &context, kind, value);
    int done = extension && X509_add_ext(certificate, extension, -1) == 1;
    X509_EXTENSION_free(extension);
    return done;
}

static int fill(X509 *certificate, EVP_PKEY *key, const char *names, int days) {
    unsigned char serial[16];
    if (RAND_bytes(serial, sizeof serial) != 1) return 0;
    serial[0] &= 0x7f;
    BIGNUM *number = BN_bin2bn(serial, sizeof serial, NULL);
    int done = number && BN_to_ASN1_INTEGER(number, X509_get_serialNumber(certificate));
    BN_free(number);
    X509_NAME *name = X509_get_subject_name(certificate);
    return done && X509_set_version(certificate, 2) == 1 && X509_gmtime_adj(X509_getm_notBefore(certificate), -3600) &&
           X509_time_adj_ex(X509_getm_notAfter(certificate), days, 0, NULL) &&
           X509_NAME_add_entry_by_txt(name, "CN", MBSTRING_ASC, (const unsigned char *)"Kerege in this hall", -1, -1, 0) == 1 &&
           X509_set_issuer_name(certificate, name) == 1 && X509_set_pubkey(certificate, key) == 1 &&
           extend(certificate, NID_subject_alt_name, names) && extend(certificate, NID_basic_constraints, "critical,CA:FALSE") &&
           extend(certificate, NID_key_usage, "critical,digitalSignature") &&
           extend(certificate, NID_ext_key_usage, "serverAuth") && X509_sign(certificate, key, EVP_sha256()) > 0;
}

static char *text_of(BIO *memory) {
    char *bytes;
    long length = BIO_get_mem_data(memory, &bytes);
    char *text = length > 0 ? malloc((size_t)length + 1) : NULL;
    if (!text) return NULL;
    memcpy(text, bytes, (size_t)length);
    text[length] = 0;
    return text;
}

int clibevent_tls_make(const char *names, int days, char **certificate_text, char **key_text) {
    EVP_PKEY *key = EVP_EC_gen("P-256");
    X509 *certificate = X509_new();
    BIO *first = BIO_new(BIO_s_mem()), *second = BIO_new(BIO_s_mem());
    *certificate_text = *key_text = NULL;
    if (key && certificate && first && second && fill(certificate, key, names, days) &&
        PEM_write_bio_X509(first, certificate) == 1 &&
        PEM_write_bio_PrivateKey(second, key, NULL, NULL, 0, NULL, NULL) == 1) {
        *certificate_text = text_of(first);
        *key_text = text_of(second);
    }
    BIO_free(first);
    BIO_free(second);
    X509_free(certificate);
    EVP_PKEY_free(key);
    ERR_clear_error();
    if (*certificate_text && *key_text) return 0;
    clibevent_text_free(*certificate_text);
    clibevent_text_free(*key_text);
    return 1;
}

void clibevent_text_free(char *text) { free(text); }

struct bufferevent *clibevent_tls_accept(struct event_base *base, int descriptor, struct clibevent_tls *tls) {
    SSL *ssl = SSL_new(tls->context);
    if (!ssl) return NULL;
    struct bufferevent *link =
        bufferevent_openssl_socket_new(base, descriptor, ssl, BUFFEREVENT_SSL_ACCEPTING, BEV_OPT_CLOSE_ON_FREE);
    if (!link) {
        SSL_free(ssl);
        return NULL;
    }
    // Browsers often close without a word; HTTP knows by its lengths whether something is missing.
    bufferevent_openssl_set_allow_dirty_shutdown(link, 1);
    return link;
}
