// What this package uses of libevent, declared without libevent's own headers.
//
// Those include <sys/select.h> and an event-config.h that defines _GNU_SOURCE; seen by Swift they give fd_set another
// shape than Glibc's module has, and debug builds fail. The .c file includes both this file and libevent's headers,
// so the compiler holds every declaration here against the original.

#ifndef KEREGE_CLIBEVENT_H
#define KEREGE_CLIBEVENT_H

#include <stddef.h>
#include <stdint.h>

struct bufferevent;
struct evbuffer;
struct event_base;

// As in <event2/event.h>, <event2/buffer.h> and <event2/bufferevent.h>.

struct event_base *event_base_new(void);
void event_base_free(struct event_base *base);
int event_base_loop(struct event_base *base, int flags);

typedef void (*bufferevent_data_cb)(struct bufferevent *, void *context);
typedef void (*bufferevent_event_cb)(struct bufferevent *, short what, void *context);

struct bufferevent *bufferevent_socket_new(struct event_base *base, int descriptor, int options);
void bufferevent_free(struct bufferevent *);
void bufferevent_setcb(struct bufferevent *, bufferevent_data_cb read, bufferevent_data_cb write,
                       bufferevent_event_cb event, void *context);
int bufferevent_enable(struct bufferevent *, short events);
int bufferevent_disable(struct bufferevent *, short events);
void bufferevent_setwatermark(struct bufferevent *, short events, size_t low, size_t high);
int bufferevent_set_max_single_read(struct bufferevent *, size_t size);
int bufferevent_write(struct bufferevent *, const void *bytes, size_t count);
struct evbuffer *bufferevent_get_input(struct bufferevent *);
struct evbuffer *bufferevent_get_output(struct bufferevent *);

size_t evbuffer_get_length(const struct evbuffer *);
size_t evbuffer_get_contiguous_space(const struct evbuffer *);
unsigned char *evbuffer_pullup(struct evbuffer *, long size);
int evbuffer_drain(struct evbuffer *, size_t count);

// Names for libevent's macros; the .c file asserts their values.
enum { CLIBEVENT_LOOP_ONCE = 0x01, CLIBEVENT_LOOP_NONBLOCK = 0x02 };
enum { CLIBEVENT_READ = 0x02, CLIBEVENT_WRITE = 0x04 };
enum { CLIBEVENT_CLOSE_ON_FREE = 0x01 };
enum { CLIBEVENT_EOF = 0x10, CLIBEVENT_ERROR = 0x20, CLIBEVENT_TIMEOUT = 0x40, CLIBEVENT_CONNECTED = 0x80 };

// What needs types that must stay out of sight, in small steps.

// Interrupts a loop from any thread.
struct clibevent_waker;
struct clibevent_waker *clibevent_waker_new(struct event_base *base);
void clibevent_waker_wake(struct clibevent_waker *);
void clibevent_waker_free(struct clibevent_waker *);

// Calls back on the loop, again and again.
struct clibevent_timer;
struct clibevent_timer *clibevent_timer_new(struct event_base *base, int milliseconds, void (*call)(void *context),
                                            void *context);
void clibevent_timer_free(struct clibevent_timer *);

// Accepts connections. `accepted` owns the descriptor, which does not block; `address` is numeric and only valid in the
// call. `failed` comes when the system refuses to accept, mostly for lack of descriptors: the listener is then off until
// it is resumed.
struct clibevent_listener;
struct clibevent_listener *clibevent_listener_new(
    struct event_base *base, const char *host, uint16_t port, int backlog,
    void (*accepted)(int descriptor, const char *address, void *context), void *context, int *error);
void clibevent_listener_resume(struct clibevent_listener *);
uint16_t clibevent_listener_port(const struct clibevent_listener *);
void clibevent_listener_free(struct clibevent_listener *);

// What `error` holds when there is no listener; else the system's own number.
enum { CLIBEVENT_NO_SUCH_ADDRESS = -1, CLIBEVENT_ADDRESS_IN_USE = -2, CLIBEVENT_NOT_PERMITTED = -3 };

// Sends what the system takes without waiting, and returns how much that was.
size_t clibevent_send_now(int descriptor, const void *bytes, size_t count);

// Sends what fits at once and closes.
void clibevent_turn_away(int descriptor, const void *bytes, size_t count);
// TLS: a certificate with its key, for all connections of a server. `error` holds words in case of failure.
struct clibevent_tls;
struct clibevent_tls *clibevent_tls_new(const char *certificate, const char *key, char *error, size_t size);
void clibevent_tls_free(struct clibevent_tls *);
// The SHA-256 fingerprint of the certificate, 32 bytes; 0 if all is well.
int clibevent_tls_fingerprint(const struct clibevent_tls *, unsigned char *digest);
// Whether the certificate is still good in so many seconds, and names this host or address.
int clibevent_tls_lasts(const struct clibevent_tls *, long seconds);
int clibevent_tls_names(const struct clibevent_tls *, const char *host);
// Makes a key and a certificate that vouches for itself, as PEM texts; `names` is an OpenSSL list such as
// "DNS:localhost,IP:127.0.0.1". Returns 0 if all is well. The texts are the caller's, freed with clibevent_text_free.
int clibevent_tls_make(const char *names, int days, char **certificate, char **key);
void clibevent_text_free(char *);

// As bufferevent_socket_new, with TLS around it. The handshake begins with the first bytes.
struct bufferevent *clibevent_tls_accept(struct event_base *, int descriptor, struct clibevent_tls *);

// Says that nothing more will be sent.
void clibevent_shutdown_writing(struct bufferevent *);
void clibevent_close(int descriptor);

// A detached thread that takes no signals. Returns 0 or the system's number for what went wrong.
int clibevent_thread_start(void (*run)(void *context), void *context);
// A write to a closed connection must be an error, not the end of the process.
void clibevent_ignore_broken_pipes(void);
// Seconds since 1970.
int64_t clibevent_wall_seconds(void);

#endif
