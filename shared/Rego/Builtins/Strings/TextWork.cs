namespace Attestry.Rego.Builtins.Strings;

/// <summary>What work on text costs of a query's budget.</summary>
internal static class TextWork
{
    private const int CharactersPerStep = 32;

    /// <summary>Text of one value: 256 MiB in memory. What is longer has no use and may leave the process without memory.</summary>
    private const long Longest = 128L << 20;

    /// <summary>Pays for text of this length before it is made or looked through.</summary>
    internal static void ChargeText(this BuiltinContext context, long characters)
    {
        context.DemandText(characters);
        context.Charge(1 + characters / CharactersPerStep);
    }

    /// <summary>Refuses a text of this length.</summary>
    internal static void DemandText(this BuiltinContext _, long characters)
    {
        if (characters > Longest)
            throw new BudgetException($"a text of more than {Longest} characters");
    }
}
