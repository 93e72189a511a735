namespace DbxServerless.Spark.EventLog.Events;

/// <summary>The start or end of an application or of a log, its environment, or a resource profile.</summary>
internal sealed class ApplicationEvent
{
    public string? Id { get; private set; }

    public string? Name { get; private set; }

    public string? AttemptId { get; private set; }

    public string? User { get; private set; }

    public string? SparkVersion { get; private set; }

    public string? SparkContextId { get; private set; }

    public long? Time { get; private set; }

    public Dictionary<string, string>? SparkProperties { get; private set; }

    public Dictionary<string, string>? JvmInformation { get; private set; }

    public long ProfileId { get; private set; }

    public Dictionary<string, double> ExecutorResources { get; private set; } = [];

    public Dictionary<string, double> TaskResources { get; private set; } = [];

    public static ApplicationEvent Read(ref JsonTokens json, StringPool strings)
    {
        var application = new ApplicationEvent();
        while (json.NextProperty())
        {
            switch (json.PropertyHere(strings))
            {
                case "App ID":
                    application.Id = json.ReadText(strings);
                    break;
                case "App Name":
                    application.Name = json.ReadText(strings);
                    break;
                case "App Attempt ID":
                    application.AttemptId = json.ReadText(strings);
                    break;
                case "User":
                    application.User = json.ReadText(strings);
                    break;
                case "Spark Version":
                    application.SparkVersion = json.ReadText(strings);
                    break;
                case "SparkContext Id":
                    application.SparkContextId = json.ReadText(strings);
                    break;
                case "Timestamp":
                    application.Time = json.ReadNumber();
                    break;
                case "Spark Properties":
                    application.SparkProperties = json.ReadTexts(strings);
                    break;
                case "JVM Information":
                    application.JvmInformation = json.ReadTexts(strings);
                    break;
                case "Resource Profile Id":
                    application.ProfileId = json.ReadNumber() ?? 0;
                    break;
                case "Executor Resource Requests":
                    application.ExecutorResources = ReadResources(ref json, strings);
                    break;
                case "Task Resource Requests":
                    application.TaskResources = ReadResources(ref json, strings);
                    break;
                default:
                    json.SkipValue();
                    break;
            }
        }

        return application;
    }

    private static Dictionary<string, double> ReadResources(ref JsonTokens json, StringPool strings)
    {
        var resources = new Dictionary<string, double>(StringComparer.Ordinal);
        if (json.EnterObject())
        {
            while (json.NextProperty())
            {
                var name = json.PropertyHere(strings);
                if (!json.EnterObject())
                {
                    continue;
                }

                while (json.NextProperty())
                {
                    if (!json.ValueTextEquals("Amount"u8))
                    {
                        json.SkipValue();
                    }
                    else if (json.ReadDouble() is { } amount)
                    {
                        resources[name] = amount;
                    }
                }
            }
        }

        return resources;
    }
}
