using System.Text;
using DbxServerless.Azure.Ingestion;
using DbxServerless.Collector.Storage.Files;

namespace DbxServerless.Azure.Tests.Ingestion;

public sealed class BlobLinesSinkTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("lines").FullName;

    [Fact]
    public async Task A_delivery_is_one_blob_of_lines_also_when_it_comes_twice()
    {
        var blobs = new FileBlobStore(_folder);
        var sink = new BlobLinesSink(blobs, "records");
        ReadOnlyMemory<byte>[] records = [Record(1), Record(2)];

        await sink.DeliverAsync("DbxThings", records, CancellationToken.None);
        var report = await sink.DeliverAsync("DbxThings", records, CancellationToken.None);

        report.Delivered.ShouldBe(2);
        var names = new List<string>();
        await foreach (var name in blobs.ListAsync("", CancellationToken.None))
            names.Add(name);
        var blob = names.ShouldHaveSingleItem();
        blob.ShouldStartWith("records/DbxThings/2026-03-10/");
        await using var stream = await blobs.OpenReadAsync(blob, CancellationToken.None);
        (await new StreamReader(stream!).ReadToEndAsync()).ShouldBe(
            """
            {"TimeGenerated":"2026-03-10T23:59:59.000Z","Number":1}
            {"TimeGenerated":"2026-03-10T23:59:59.000Z","Number":2}

            """);
    }

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    private static ReadOnlyMemory<byte> Record(int number) => Encoding.UTF8.GetBytes($$"""{"TimeGenerated":"2026-03-10T23:59:59.000Z","Number":{{number}}}""");
}
