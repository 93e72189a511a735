using DbxServerless.Benchmarks;

var benchmarks = typeof(IBenchmark).Assembly.GetTypes()
    .Where(type => type is { IsAbstract: false, IsInterface: false } && type.IsAssignableTo(typeof(IBenchmark)))
    .Select(type => (IBenchmark)Activator.CreateInstance(type)!)
    .OrderBy(benchmark => benchmark.Name, StringComparer.Ordinal)
    .ToList();
if (benchmarks.Find(benchmark => benchmark.Name == args.FirstOrDefault()) is { } chosen)
{
    return await chosen.RunAsync(args[1..]);
}

Console.Error.WriteLine("Name a benchmark:");
foreach (var benchmark in benchmarks)
{
    Console.Error.WriteLine($"  {benchmark.Name,-12} {benchmark.Description}");
}

return 1;
