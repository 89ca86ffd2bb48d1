#define _GNU_SOURCE

#include <errno.h>
#include <netdb.h>
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <pthread.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <time.h>
#include <unistd.h>

#include <event2/buffer.h>
#include <event2/bufferevent.h>
#include <event2/bufferevent_ssl.h>
#include <event2/event.h>
#include <event2/listener.h>
#include <event2/util.h>

#include <openssl/err.h>
#include <openssl/ssl.h>

#include "CLibevent.h"

_Static_assert(CLIBEVENT_LOOP_ONCE == EVLOOP_ONCE && CLIBEVENT_LOOP_NONBLOCK == EVLOOP_NONBLOCK, "loop flags");
_Static_assert(CLIBEVENT_READ == EV_READ && CLIBEVENT_WRITE == EV_WRITE, "event kinds");
_Static_assert(CLIBEVENT_CLOSE_ON_FREE == (int)BEV_OPT_CLOSE_ON_FREE, "bufferevent options");
_Static_assert(CLIBEVENT_EOF == BEV_EVENT_EOF && CLIBEVENT_ERROR == BEV_EVENT_ERROR, "bufferevent events");
_Static_assert(CLIBEVENT_TIMEOUT == BEV_EVENT_TIMEOUT && CLIBEVENT_CONNECTED == BEV_EVENT_CONNECTED, "bufferevent events");
_Static_assert(sizeof(long) == sizeof(ev_ssize_t), "evbuffer_pullup takes a long");

struct clibevent_waker {
    evutil_socket_t ends[2];
    struct event *readable;
};

static void waker_empty(evutil_socket_t descriptor, short what, void *context) {
    char bytes[64];
    (void)what;
    (void)context;
    while (read(descriptor, bytes, sizeof bytes) > 0) {
    }
}

struct clibevent_waker *clibevent_waker_new(struct event_base *base) {
    struct clibevent_waker *waker = calloc(1, sizeof *waker);
    if (!waker) return NULL;
    if (evutil_socketpair(AF_UNIX, SOCK_STREAM, 0, waker->ends) != 0) {
        free(waker);
        return NULL;
    }
    for (int i = 0; i < 2; i++) {
        evutil_make_socket_nonblocking(waker->ends[i]);
        evutil_make_socket_closeonexec(waker->ends[i]);
    }
    waker->readable = event_new(base, waker->ends[0], EV_READ | EV_PERSIST, waker_empty, NULL);
    if (!waker->readable || event_add(waker->readable, NULL) != 0) {
        clibevent_waker_free(waker);
        return NULL;
    }
    return waker;
}

void clibevent_waker_wake(struct clibevent_waker *waker) {
    // A full buffer is as good: the loop has not read the earlier bytes yet.
    ssize_t sent = send(waker->ends[1], "", 1, MSG_NOSIGNAL);
    (void)sent;
}

void clibevent_waker_free(struct clibevent_waker *waker) {
    if (waker->readable) event_free(waker->readable);
    evutil_closesocket(waker->ends[0]);
    evutil_closesocket(waker->ends[1]);
    free(waker);
}

struct clibevent_timer {
    struct event *event;
    void (*call)(void *);
    void *context;
};

static void timer_fired(evutil_socket_t descriptor, short what, void *context) {
    struct clibevent_timer *timer = context;
    (void)descriptor;
    (void)what;
    timer->call(timer->context);
}

struct clibevent_timer *clibevent_timer_new(struct event_base *base, int milliseconds, void (*call)(void *),
                                            void *context) {
    struct clibevent_timer *timer = calloc(1, sizeof *timer);
    if (!timer) return NULL;
    struct timeval interval = {milliseconds / 1000, (milliseconds % 1000) * 1000};
    timer->call = call;
    timer->context = context;
    timer->event = event_new(base, -1, EV_PERSIST, timer_fired, timer);
    if (!timer->event || event_add(timer->event, &interval) != 0) {
        clibevent_timer_free(timer);
        return NULL;
    }
    return timer;
}

void clibevent_timer_free(struct clibevent_timer *timer) {
    if (timer->event) event_free(timer->event);
    free(timer);
}

struct clibevent_listener {
    struct evconnlistener *listener;
    uint16_t port;
    void (*accepted)(int, const char *, void *);
    void *context;
};

static void accepted(struct evconnlistener *source, evutil_socket_t descriptor, struct sockaddr *address, int length,
                     void *context) {
    struct clibevent_listener *listener = context;
    char text[NI_MAXHOST] = "";
    int yes = 1;
    (void)source;
    setsockopt(descriptor, IPPROTO_TCP, TCP_NODELAY, &yes, sizeof yes);
    if (getnameinfo(address, (socklen_t)length, text, sizeof text, NULL, 0, NI_NUMERICHOST) != 0) text[0] = 0;
    const char *mapped = "::ffff:";
    const char *start = strncmp(text, mapped, strlen(mapped)) == 0 ? text + strlen(mapped) : text;
    listener->accepted(descriptor, start, listener->context);
}

static void accept_failed(struct evconnlistener *source, void *context) {
    (void)context;
    evconnlistener_disable(source);
}

static uint16_t bound_port(evutil_socket_t descriptor) {
    struct sockaddr_storage address;
    socklen_t length = sizeof address;
    if (getsockname(descriptor, (struct sockaddr *)&address, &length) != 0) return 0;
    return ntohs(address.ss_family == AF_INET6 ? ((struct sockaddr_in6 *)&address)->sin6_port
                                               : ((struct sockaddr_in *)&address)->sin_port);
}

static int listen_failure(int number) {
    switch (number) {
    case EADDRNOTAVAIL: return CLIBEVENT_NO_SUCH_ADDRESS;
    case EADDRINUSE: return CLIBEVENT_ADDRESS_IN_USE;
    case EACCES: return CLIBEVENT_NOT_PERMITTED;
    default: return number;
    }
}

struct clibevent_listener *clibevent_listener_new(struct event_base *base, const char *host, uint16_t port,
                                                  int backlog, void (*accept)(int, const char *, void *),
                                                  void *context, int *error) {
    char service[8];
    snprintf(service, sizeof service, "%u", (unsigned)port);
    struct addrinfo hints = {.ai_flags = AI_PASSIVE | AI_NUMERICSERV, .ai_socktype = SOCK_STREAM};
    struct addrinfo *found = NULL;
    if (getaddrinfo(host, service, &hints, &found) != 0) {
        *error = CLIBEVENT_NO_SUCH_ADDRESS;
        return NULL;
    }
    struct clibevent_listener *listener = calloc(1, sizeof *listener);
    if (listener) {
        listener->accepted = accept;
        listener->context = context;
        errno = 0;
        listener->listener = evconnlistener_new_bind(
            base, accepted, listener, LEV_OPT_CLOSE_ON_FREE | LEV_OPT_CLOSE_ON_EXEC | LEV_OPT_REUSEABLE, backlog,
            found->ai_addr, (int)found->ai_addrlen);
        *error = listen_failure(errno);
    }
    freeaddrinfo(found);
    if (!listener || !listener->listener) {
        free(listener);
        return NULL;
    }
    evconnlistener_set_error_cb(listener->listener, accept_failed);
    listener->port = bound_port(evconnlistener_get_fd(listener->listener));
    return listener;
}

void clibevent_listener_resume(struct clibevent_listener *listener) { evconnlistener_enable(listener->listener); }

uint16_t clibevent_listener_port(const struct clibevent_listener *listener) { return listener->port; }

void clibevent_listener_free(struct clibevent_listener *listener) {
    evconnlistener_free(listener->listener);
    free(listener);
}

size_t clibevent_send_now(int descriptor, const void *bytes, size_t count) {
    ssize_t sent = send(descriptor, bytes, count, MSG_NOSIGNAL | MSG_DONTWAIT);
    return sent > 0 ? (size_t)sent : 0;
}

void clibevent_turn_away(int descriptor, const void *bytes, size_t count) {
    ssize_t sent = send(descriptor, bytes, count, MSG_NOSIGNAL | MSG_DONTWAIT);
    (void)sent;
    shutdown(descriptor, SHUT_WR);
    close(descriptor);
}

void clibevent_shutdown_writing(struct bufferevent *link) {
    SSL *ssl = bufferevent_openssl_get_ssl(link);
    // The other end learns within the encrypted stream that it has everything.
    if (ssl && SSL_is_init_finished(ssl)) SSL_shutdown(ssl);
    ERR_clear_error();
    shutdown(bufferevent_getfd(link), SHUT_WR);
}

void clibevent_close(int descriptor) { close(descriptor); }

struct thread_start {
    void (*run)(void *);
    void *context;
};

static void *thread_main(void *context) {
    struct thread_start start = *(struct thread_start *)context;
    free(context);
    start.run(start.context);
    return NULL;
}

int clibevent_thread_start(void (*run)(void *), void *context) {
    struct thread_start *start = malloc(sizeof *start);
    if (!start) return ENOMEM;
    *start = (struct thread_start){run, context};
    sigset_t all, before;
    sigfillset(&all);
    pthread_sigmask(SIG_SETMASK, &all, &before);
    pthread_t thread;
    int failure = pthread_create(&thread, NULL, thread_main, start);
    pthread_sigmask(SIG_SETMASK, &before, NULL);
    if (failure) {
        free(start);
        return failure;
    }
    pthread_detach(thread);
    return 0;
}

void clibevent_ignore_broken_pipes(void) { signal(SIGPIPE, SIG_IGN); }

int64_t clibevent_wall_seconds(void) { return (int64_t)time(NULL); }
