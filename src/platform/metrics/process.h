#pragma once

#include "metrics/registry.h"

namespace metrics {

// The metrics that Prometheus' own libraries call process_… (resident memory, open files, CPU seconds, start time …),
// and plenary_memory_anonymous_bytes, the memory that is not a mapped file; read from /proc when somebody asks.
void add_process_metrics(Registry& registry);

}  // namespace metrics
