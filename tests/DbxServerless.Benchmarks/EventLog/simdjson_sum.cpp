// Counts the tasks of an uncompressed event log and sums two of their metrics with simdjson's On-Demand interface.
// Prints: tasks, executor run time in milliseconds, executor CPU time in nanoseconds.
#include <cstdint>
#include <cstring>
#include <iostream>
#include <simdjson.h>

using namespace simdjson;

int main(int count, char **arguments) {
  if (count != 2) return 2;
  padded_string text;
  if (padded_string::load(arguments[1]).get(text)) return 1;

  ondemand::parser parser;
  uint64_t tasks = 0, run_ms = 0, cpu_ns = 0;
  const char *const end = text.data() + text.size();
  for (const char *line = text.data(); line < end;) {
    const char *stop = static_cast<const char *>(memchr(line, '\n', end - line));
    if (stop == nullptr) stop = end;
    if (stop > line) {
      // What follows a line may be read: the next lines, and the padding after the last.
      auto document = parser.iterate(padded_string_view(line, stop - line, (end - line) + SIMDJSON_PADDING));
      std::string_view event;
      ondemand::object metrics;
      uint64_t run = 0, cpu = 0;
      if (!document["Event"].get_string().get(event) && event == "SparkListenerTaskEnd") {
        tasks++;
        if (!document["Task Metrics"].get_object().get(metrics)
            && !metrics["Executor Run Time"].get_uint64().get(run)
            && !metrics["Executor CPU Time"].get_uint64().get(cpu)) {
          run_ms += run;
          cpu_ns += cpu;
        }
      }
    }
    line = stop + 1;
  }

  std::cout << tasks << ' ' << run_ms << ' ' << cpu_ns << '\n';
}
