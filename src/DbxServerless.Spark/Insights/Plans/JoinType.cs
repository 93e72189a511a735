namespace DbxServerless.Spark.Insights.Plans;

/// <summary>What the kind of a join allows.</summary>
internal static class JoinType
{
    /// <summary>
    /// Whether a side may be the broadcast one: the side whose unmatched rows are kept may not.
    /// The kind stands after the keys in the operator's text; without one it is taken for an inner join.
    /// </summary>
    public static bool CanBroadcast(string detail, bool isLeft)
    {
        foreach (var word in detail.Split([',', ' '], StringSplitOptions.RemoveEmptyEntries))
        {
            switch (word)
            {
                case "FullOuter":
                    return false;
                case "LeftOuter" or "LeftSemi" or "LeftAnti" or "LeftSingle":
                    return !isLeft;
                case "RightOuter":
                    return isLeft;
                case "Inner" or "Cross":
                    return true;
                default:
                    if (word.StartsWith("ExistenceJoin", StringComparison.Ordinal))
                    {
                        return !isLeft;
                    }

                    break;
            }
        }

        return true;
    }
}
