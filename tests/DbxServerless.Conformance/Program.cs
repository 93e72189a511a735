using DbxServerless.Conformance;

if (args is not [var folder])
{
    Console.Error.WriteLine("Give the folder to write to: dotnet run --project tests/DbxServerless.Conformance -- FOLDER");
    return 2;
}

foreach (var each in Case.All)
{
    var target = Directory.CreateDirectory(Path.Combine(folder, each.Name)).FullName;
    await new Export(each, target).WriteAsync(CancellationToken.None);
    Console.WriteLine(target);
}

return 0;
