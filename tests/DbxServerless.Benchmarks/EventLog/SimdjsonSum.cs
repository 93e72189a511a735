using System.Diagnostics;

namespace DbxServerless.Benchmarks.EventLog;

/// <summary>The C++ program of <c>simdjson_sum.cpp</c>, compiled when it is first asked for.</summary>
internal static class SimdjsonSum
{
    private const string Missing = "No simdjson to compare with: run 'apt-get install g++ libsimdjson-dev' and measure again.";

    /// <summary>The path of the compiled program; null, with a sentence on the console, when it cannot be compiled here.</summary>
    public static async Task<string?> CompileAsync()
    {
        if (!File.Exists("/usr/include/simdjson.h") || !File.Exists("/usr/bin/g++"))
        {
            Console.WriteLine(Missing);
            return null;
        }

        var source = Path.Combine(AppContext.BaseDirectory, "EventLog", "simdjson_sum.cpp");
        var program = Path.Combine(AppContext.BaseDirectory, "simdjson_sum");
        using var compiler = Process.Start("/usr/bin/g++", ["-O3", "-march=native", "-std=c++17", source, "-o", program, "-lsimdjson"]);
        await compiler.WaitForExitAsync();
        if (compiler.ExitCode == 0)
        {
            return program;
        }

        Console.WriteLine($"g++ could not compile {source} (see above). {Missing}");
        return null;
    }
}
