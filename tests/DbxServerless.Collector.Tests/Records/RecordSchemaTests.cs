using System.Text;
using DbxServerless.Collector.Collection;
using DbxServerless.Collector.Datasets;
using DbxServerless.Collector.Records;
using DbxServerless.Collector.Settings;

namespace DbxServerless.Collector.Tests.Records;

public sealed class RecordSchemaTests
{
    private static readonly DateTimeOffset At = new(2026, 3, 10, 12, 0, 0, 123, TimeSpan.FromHours(2));
    private static readonly RecordSchema<Everything> Schema = RecordSchema<Everything>.Create(Info("everything"));

    [Fact]
    public void Columns_have_the_properties_names_types_and_classes_in_declared_order() =>
        Schema.Columns.Select(column => (column.Name, column.Type, column.Class)).ShouldBe(
        [
            ("Id", ColumnType.String, FieldClass.Id), ("Person", ColumnType.String, FieldClass.Personal), ("Text", ColumnType.String, FieldClass.FreeText),
            ("Long", ColumnType.Long, FieldClass.Measured), ("LongOrNot", ColumnType.Long, FieldClass.Measured),
            ("Int", ColumnType.Long, FieldClass.Measured), ("IntOrNot", ColumnType.Long, FieldClass.Measured),
            ("Double", ColumnType.Real, FieldClass.Measured), ("DoubleOrNot", ColumnType.Real, FieldClass.Measured),
            ("Decimal", ColumnType.Real, FieldClass.Measured), ("DecimalOrNot", ColumnType.Real, FieldClass.Measured),
            ("Bool", ColumnType.Boolean, FieldClass.Measured), ("BoolOrNot", ColumnType.Boolean, FieldClass.Measured),
            ("Instant", ColumnType.DateTime, FieldClass.Measured), ("InstantOrNot", ColumnType.DateTime, FieldClass.Measured),
            ("List", ColumnType.Dynamic, FieldClass.Personal), ("Map", ColumnType.Dynamic, FieldClass.FreeText),
        ]);

    [Fact]
    public void Comments_are_descriptions_in_one_line()
    {
        Schema.Description.ShouldBe("A record with a column of every type; see RecordSchema.");
        Schema.Columns[0].Description.ShouldBe("An id.");
    }

    [Fact]
    public void Every_type_is_written_and_nulls_are_left_out()
    {
        Json(new Everything { Instant = At }).ShouldBe(
            "\"Long\":0,\"Int\":0,\"Double\":0,\"Decimal\":0,\"Bool\":false,\"Instant\":\"2026-03-10T10:00:00.123Z\"");
        Json(new Everything
        {
            Id = "ü \"1\"",
            Person = "a@b.c",
            Text = "t",
            Long = long.MaxValue,
            LongOrNot = -1,
            Int = 2,
            IntOrNot = 3,
            Double = 0.1,
            DoubleOrNot = 1e30,
            Decimal = 0.1m,
            DecimalOrNot = -2m,
            Bool = true,
            BoolOrNot = false,
            Instant = At,
            InstantOrNot = At.AddTicks(9),
            List = ["y", "x"],
            Map = new Dictionary<string, string?> { ["a"] = "1" },
        }).ShouldBe(
            "\"Id\":\"ü \\\"1\\\"\",\"Person\":\"a@b.c\",\"Text\":\"t\",\"Long\":9223372036854775807,\"LongOrNot\":-1,\"Int\":2,\"IntOrNot\":3,\"Double\":0.1," +
            "\"DoubleOrNot\":1E+30,\"Decimal\":0.1,\"DecimalOrNot\":-2,\"Bool\":true,\"BoolOrNot\":false,\"Instant\":\"2026-03-10T10:00:00.123Z\"," +
            "\"InstantOrNot\":\"2026-03-10T10:00:00.123Z\",\"List\":[\"y\",\"x\"],\"Map\":{\"a\":\"1\"}");
    }

    [Fact]
    public void The_same_content_gives_the_same_text()
    {
        var one = new Everything { Decimal = 1.50m, DecimalOrNot = 0.000m, Instant = At, Map = new Dictionary<string, string?> { ["b"] = null, ["a"] = "1", ["B"] = "2" } };
        var two = one with
        {
            Decimal = 1.5m,
            DecimalOrNot = 0,
            Instant = At.ToUniversalTime(),
            Map = new Dictionary<string, string?> { ["B"] = "2", ["a"] = "1", ["b"] = null },
        };

        Json(one).ShouldBe(Json(two));
        Json(one).ShouldContain("\"Map\":{\"B\":\"2\",\"a\":\"1\",\"b\":null}");
        Json(one).ShouldContain("\"Decimal\":1.5,");
    }

    [Fact]
    public void Numbers_that_are_none_are_left_out()
    {
        Json(new Everything { Double = double.NaN, DoubleOrNot = double.PositiveInfinity }).ShouldNotContain("Double");
    }

    [Fact]
    public void Column_ends_cut_the_text_after_each_column()
    {
        var record = Collect(new Everything { Id = "1", Text = "t", Long = 5 });
        var text = Encoding.UTF8.GetString(record.Columns.Span);

        record.ColumnEnds.Count.ShouldBe(Schema.Columns.Count);
        record.ColumnEnds.Take(5).Select(end => text[..end]).ShouldBe(
            ["\"Id\":\"1\"", "\"Id\":\"1\"", "\"Id\":\"1\",\"Text\":\"t\"", "\"Id\":\"1\",\"Text\":\"t\",\"Long\":5", "\"Id\":\"1\",\"Text\":\"t\",\"Long\":5"]);
        record.ColumnEnds[^1].ShouldBe(record.Columns.Length);
    }

    [Fact]
    public void A_record_is_known_by_its_dataset_and_key()
    {
        var id = Collect(new Everything()).RecordId;

        id.ShouldMatch("^[0-9a-f]{32}$");
        Collect(new Everything { Long = 1 }).RecordId.ShouldBe(id);
        Schema.Collect(new Everything(), ["other"], At, RecordPrivacy.Default).RecordId.ShouldNotBe(id);
        Schema.Collect(new Everything(), ["a", "b"], At, RecordPrivacy.Default).RecordId.ShouldNotBe(Schema.Collect(new Everything(), ["ab"], At, RecordPrivacy.Default).RecordId);
        RecordSchema<Everything>.Create(Info("other")).Collect(new Everything(), ["key"], At, RecordPrivacy.Default).RecordId.ShouldNotBe(id);
    }

    [Fact]
    public void Privacy_is_applied_to_texts_lists_and_maps_when_they_are_written()
    {
        var record = new Everything
        {
            Id = "i",
            Person = "ann@x.com",
            Text = "Bearer abcdefgh12345678",
            List = ["bob@x.com"],
            Map = new Dictionary<string, string?> { ["k"] = "pwd=abc" },
            Instant = At,
        };

        Json(record).ShouldContain("\"Text\":\"Bearer ***\"");
        Json(record).ShouldContain("\"Map\":{\"k\":\"pwd=***\"}");
        var hidden = Json(record, new PrivacyOptions { UserNames = PersonalNames.Drop, FreeTextLength = 0 });
        hidden.ShouldStartWith("\"Id\":\"i\",\"Long\":0");
        hidden.ShouldNotContain("List");
        hidden.ShouldNotContain("Map");
        var hashed = Json(record, new PrivacyOptions { UserNames = PersonalNames.Hash, HashKey = "0123456789abcdef" });
        hashed.ShouldNotContain("x.com");
        hashed.ShouldContain("\"List\":[\"");
    }

    [Fact]
    public void Unclassed_text_is_refused() => Refused<Unclassed>().ShouldBe("Unclassed.Note is text: class it with [Field(FieldClass.…)].");

    [Fact]
    public void Unclassed_lists_are_refused() => Refused<UnclassedList>().ShouldBe("UnclassedList.Notes is text: class it with [Field(FieldClass.…)].");

    [Fact]
    public void Names_that_no_column_can_have_are_refused() => Refused<LongName>()
        .ShouldBe("LongName.ANameOfFortySixCharactersWhichIsOneMoreThanAre is longer than the 45 characters that a column name may have.");

    [Fact]
    public void Standard_columns_are_refused() => Refused<Standard>().ShouldBe("Standard.EventTime is a standard column, which the engine writes.");

    [Fact]
    public void Types_that_no_column_has_are_refused() => Refused<Strange>().ShouldStartWith("Strange.Address has the type Uri, which no column has.");

    [Fact]
    public void Records_without_a_table_are_refused() =>
        Should.Throw<InvalidOperationException>(() => RecordSchema<Everything>.Create(Info("a") with { Table = null })).Message
            .ShouldBe("The dataset 'a' has records but names no table.");

    private static DatasetInfo Info(string name) => new(name, "DbxEverything", ScopeKind.Region, ScheduleGroup.Regular, DatasetKind.Events, "All.");

    private static CollectedRecord Collect(Everything record) => Schema.Collect(record, ["key"], At, RecordPrivacy.Default);

    private static string Json(Everything record, PrivacyOptions? privacy = null) =>
        Encoding.UTF8.GetString(Schema.Collect(record, ["key"], At, new RecordPrivacy(privacy ?? new PrivacyOptions())).Columns.Span);

    private static string Refused<TRecord>()
        where TRecord : notnull => Should.Throw<InvalidOperationException>(() => RecordSchema<TRecord>.Create(Info("a"))).Message;

    private sealed record Unclassed(string Note);

    private sealed record UnclassedList(IReadOnlyList<string> Notes);

    private sealed record LongName(long ANameOfFortySixCharactersWhichIsOneMoreThanAre);

    private sealed record Standard(DateTimeOffset EventTime);

    private sealed record Strange(Uri Address);
}
