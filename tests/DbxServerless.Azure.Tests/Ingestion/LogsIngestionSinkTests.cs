using System.Text;
using System.Text.Json;
using Azure;
using DbxServerless.Azure.Ingestion;
using DbxServerless.Testing;

namespace DbxServerless.Azure.Tests.Ingestion;

public sealed class LogsIngestionSinkTests
{
    private const string Rule = "dcr-00000000000000000000000000000001";

    private readonly FakeIngestion _service = new();
    private readonly ManualTimeProvider _time = new();
    private readonly LogsIngestionSink _sink;

    public LogsIngestionSinkTests()
    {
        var rule = new IngestionRule(_service, new Uri("https://rule.westeurope-1.ingest.monitor.azure.com"), Rule, "Sinks__default__Rules__0__");
        _sink = new LogsIngestionSink(new Dictionary<string, IngestionRule> { ["DbxThings"] = rule }, "Sinks__default__", _time);
    }

    [Fact]
    public async Task Records_arrive_unchanged_and_in_order_at_the_stream_of_their_table()
    {
        var report = await DeliverAsync(Records(3));

        report.Delivered.ShouldBe(3);
        report.SetAside.ShouldBeEmpty();
        _service.Address.ShouldBe((Rule, "Custom-DbxThings_CL"));
        _service.Accepted.ShouldBe(["""[{"RecordId":"r0","Text":"x"},{"RecordId":"r1","Text":"x"},{"RecordId":"r2","Text":"x"}]"""]);
    }

    [Fact]
    public async Task Many_records_go_in_batches_below_the_limit_of_one_call()
    {
        await DeliverAsync(Records(50, textLength: 60_000));

        _service.Calls.Count.ShouldBe(4);
        _service.Delivered.ShouldBe(Enumerable.Range(0, 50).Select(number => $"r{number}"));
        _service.Accepted.ShouldAllBe(body => body.Length <= RecordBatches.MaxLength);
    }

    [Fact]
    public async Task A_batch_that_is_too_large_all_the_same_is_halved()
    {
        _service.Answers = ids => ids.Count > 2 ? FakeIngestion.Error(413, "ContentLengthLimitExceeded", "Too long.") : null;

        var report = await DeliverAsync(Records(5));

        report.Delivered.ShouldBe(5);
        _service.Delivered.ShouldBe(["r0", "r1", "r2", "r3", "r4"]);
    }

    [Fact]
    public async Task A_record_that_is_too_large_alone_is_set_aside_without_being_sent()
    {
        var large = Record("large", string.Join("", Enumerable.Range(0, 20).Select(number => $"\",\"Text{number}\":\"{new string('x', 60_000)}")));

        var report = await DeliverAsync([.. Records(1), large]);

        report.Delivered.ShouldBe(1);
        var refused = report.SetAside.ShouldHaveSingleItem();
        refused.RecordId.ShouldBe("large");
        refused.Reason.ShouldContain("1000000");
        _service.Delivered.ShouldBe(["r0"]);
    }

    [Fact]
    public async Task A_record_that_the_service_refuses_is_found_and_set_aside_with_the_reason_and_all_others_arrive()
    {
        _service.Answers = ids => ids.Contains("r37") ? FakeIngestion.Error(400, "InvalidRecord", "Column X is no number.") : null;

        var report = await DeliverAsync(Records(100));

        report.Delivered.ShouldBe(99);
        var refused = report.SetAside.ShouldHaveSingleItem();
        refused.RecordId.ShouldBe("r37");
        refused.Reason.ShouldContain("Column X is no number");
        _service.Delivered.ShouldBe(Enumerable.Range(0, 100).Where(number => number != 37).Select(number => $"r{number}"));
        _service.Calls.Count.ShouldBeLessThan(20);
    }

    [Fact]
    public async Task When_every_record_is_refused_none_is_set_aside_because_it_is_not_the_records()
    {
        _service.Answers = _ => FakeIngestion.Error(400, "InvalidStream", "The stream does not exist.");

        var failure = await DeliverAsync(Records(1000)).ShouldThrowAsync<IngestionException>();

        failure.Message.ShouldContain("refuses every record of DbxThings");
        failure.Message.ShouldContain("The stream does not exist");
        _service.Calls.Count.ShouldBeLessThan(50);
    }

    [Fact]
    public async Task A_throttled_batch_waits_as_long_as_the_service_says_and_goes_again()
    {
        var throttled = true;
        _service.Answers = _ => throttled ? FakeIngestion.Error(429, "TooManyRequests", "Later.", ("Retry-After", "30")) : null;

        var delivery = DeliverAsync(Records(1));
        delivery.IsCompleted.ShouldBeFalse();
        throttled = false;
        _time.Advance(TimeSpan.FromSeconds(29));
        delivery.IsCompleted.ShouldBeFalse();
        _time.Advance(TimeSpan.FromSeconds(1));

        (await delivery).Delivered.ShouldBe(1);
        _service.Calls.Count.ShouldBe(2);
    }

    [Fact]
    public async Task A_long_wait_is_left_to_a_later_pass_and_until_then_nothing_is_sent()
    {
        _service.Answers = _ => FakeIngestion.Error(429, "TooManyRequests", "Later.", ("Retry-After", "600"));
        (await DeliverAsync(Records(1)).ShouldThrowAsync<IngestionException>()).Message.ShouldContain("until 2026-03-10 12:10:00Z");
        _service.Answers = _ => null;

        await DeliverAsync(Records(1)).ShouldThrowAsync<IngestionException>();
        _service.Calls.Count.ShouldBe(1);
        _time.Advance(TimeSpan.FromMinutes(10));

        (await DeliverAsync(Records(1))).Delivered.ShouldBe(1);
    }

    [Fact]
    public async Task A_missing_role_is_named_and_ends_the_delivery_at_once()
    {
        _service.Answers = _ => FakeIngestion.Error(403, "OperationFailed", "The authentication token provided does not have access.");

        var failure = await DeliverAsync(Records(50, textLength: 60_000)).ShouldThrowAsync<IngestionException>();

        failure.Message.ShouldContain("'Monitoring Metrics Publisher'");
        failure.Message.ShouldContain(Rule);
        _service.Calls.Count.ShouldBe(1);
    }

    [Fact]
    public async Task A_rule_that_is_not_there_is_named_with_its_settings()
    {
        _service.Answers = _ => FakeIngestion.Error(404, "NotFound", "Data collection rule not found.");

        var failure = await DeliverAsync(Records(1)).ShouldThrowAsync<IngestionException>();

        failure.Message.ShouldContain("Sinks__default__Rules__0__ImmutableId");
        failure.Message.ShouldContain("Custom-DbxThings_CL");
    }

    [Fact]
    public async Task A_table_that_no_rule_takes_is_named_with_the_setting()
    {
        var failure = await _sink.DeliverAsync("DbxOthers", Records(1), CancellationToken.None).ShouldThrowAsync<IngestionException>();

        failure.Message.ShouldBe("No data collection rule takes DbxOthers. Add it to Sinks__default__Rules__N__Tables of the rule that has its stream.");
    }

    [Fact]
    public async Task A_network_failure_names_the_endpoint()
    {
        _service.Answers = _ => throw new RequestFailedException("Name does not resolve.\nMore of it.");

        var failure = await DeliverAsync(Records(1)).ShouldThrowAsync<IngestionException>();

        failure.Message.ShouldStartWith("rule.westeurope-1.ingest.monitor.azure.com could not be reached: Name does not resolve. ");
    }

    [Fact]
    public async Task After_a_batch_failed_only_that_batch_is_sent_again()
    {
        var isDown = true;
        _service.Answers = ids => isDown && ids.Contains("r20") ? new FakeResponse(500) : null;
        var records = Records(50, textLength: 60_000);
        await DeliverAsync(records).ShouldThrowAsync<IngestionException>();
        _service.Accepted.Count.ShouldBe(3);
        isDown = false;

        var report = await DeliverAsync(records);

        report.Delivered.ShouldBe(50);
        _service.Calls.Count.ShouldBe(5);
        _service.Delivered.Order().ShouldBe(Enumerable.Range(0, 50).Select(number => $"r{number}").Order());
    }

    [Fact]
    public async Task A_too_long_field_arrives_cut_and_marked_and_the_others_as_they_were()
    {
        var text = string.Concat(Enumerable.Repeat("äöü€", 20_000));

        await DeliverAsync([Record("long", text)]);

        var sent = JsonDocument.Parse(_service.Accepted.ShouldHaveSingleItem()).RootElement[0];
        sent.GetProperty("RecordId").GetString().ShouldBe("long");
        var cut = sent.GetProperty("Text").GetString()!;
        Encoding.UTF8.GetByteCount(cut).ShouldBeInRange(FieldCutter.MaxLength - 3, FieldCutter.MaxLength);
        cut.ShouldEndWith(" …[cut, it had 180000 bytes]");
        text.ShouldStartWith(cut[..cut.IndexOf(" …", StringComparison.Ordinal)]);
    }

    private Task<DbxServerless.Collector.Storage.DeliveryReport> DeliverAsync(IReadOnlyList<ReadOnlyMemory<byte>> records) =>
        _sink.DeliverAsync("DbxThings", records, CancellationToken.None);

    private static ReadOnlyMemory<byte>[] Records(int count, int textLength = 1) =>
        [.. Enumerable.Range(0, count).Select(number => Record($"r{number}", new string('x', textLength)))];

    private static ReadOnlyMemory<byte> Record(string id, string text) => Encoding.UTF8.GetBytes($$"""{"RecordId":"{{id}}","Text":"{{text}}"}""");
}
