#include <gettext-po.h>

// Of the C library, which declares it for programs in GNU dialect alone.
int memfd_create(const char *name, unsigned int flags);
