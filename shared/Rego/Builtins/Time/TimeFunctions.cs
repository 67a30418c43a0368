using Attestry.Rego.Types;
using Attestry.Rego.Values;
using static Attestry.Rego.Types.RegoType;

namespace Attestry.Rego.Builtins.Time;

/// <summary><c>time.*</c>: moments are nanoseconds since 1970; with a zone they are arrays of moment and zone (and layout).</summary>
internal static class TimeFunctions
{
    private static readonly RegoType Moment = OneOf(Number, new ArrayType([Number, Text], null));

    internal static readonly IReadOnlyList<Builtin> All =
    [
        new("time.now_ns", [], Number, (context, _) => RegoNumber.Of(GoTime.ToNanoseconds(context.Now.UtcDateTime, context.Now.Ticks % TimeSpan.TicksPerSecond * 100)), IsNondeterministic: true),
        new("time.parse_ns", [Text, Text], Number, (_, o) => RegoNumber.Of(GoTimeParser.Parse(GoLayout.Named(o.Text(0)), o.Text(1)))),
        new("time.parse_rfc3339_ns", [Text], Number, (_, o) => RegoNumber.Of(GoTimeParser.Parse(GoLayout.Named("RFC3339"), o.Text(0)))),
        new("time.parse_duration_ns", [Text], Number, (_, o) => RegoNumber.Of(GoDuration.Parse(o.Text(0)))),
        new("time.format", [OneOf(Number, new ArrayType([Number, Text], null), new ArrayType([Number, Text, Text], null))], Text, (_, o) => Format(o)),
        new("time.date", [Moment], new ArrayType([Number, Number, Number], null), (_, o) => At(o, 0).Civil is var civil ? Numbers(civil.Year, civil.Month, civil.Day) : null),
        new("time.clock", [Moment], new ArrayType([Number, Number, Number], null), (_, o) => At(o, 0).Civil is var civil ? Numbers(civil.Hour, civil.Minute, civil.Second) : null),
        new("time.weekday", [Moment], Text, (_, o) => new RegoString(At(o, 0).Civil.DayOfWeek.ToString())),
        new("time.add_date", [Number, Number, Number, Number], Number, (_, o) => AddDate(o)),
        new("time.diff", [Moment, Moment], new ArrayType([Number, Number, Number, Number, Number, Number], null), (_, o) => Difference(At(o, 0), At(o, 1))),
    ];

    private static RegoArray Numbers(params ReadOnlySpan<int> numbers)
    {
        var items = new RegoValue[numbers.Length];
        for (var i = 0; i < items.Length; i++)
            items[i] = RegoNumber.Of(numbers[i]);
        return new(items);
    }

    private static GoTime At(ReadOnlySpan<RegoValue> operands, int at) => operands[at] switch
    {
        RegoNumber number => GoTime.In(Nanoseconds(number), "UTC"),
        RegoArray { Count: >= 2 } tuple when tuple[0] is RegoNumber number && tuple[1] is RegoString zone => GoTime.In(Nanoseconds(number), zone.Value),
        RegoArray => throw new BuiltinException($"operand {at + 1} must be array of [ns, tz] with number and string", BuiltinException.TypeError),
        _ => throw Operands.Wrong(operands, at, "either number (ns) or [number (ns), string (tz)]"),
    };

    private static long Nanoseconds(RegoNumber number) =>
        !number.TryGetWhole(out var whole) ? throw new BuiltinException("timestamp is not an integer")
        : whole >= long.MinValue && whole <= long.MaxValue ? (long)whole
        : throw new BuiltinException("timestamp too big");

    private static RegoString Format(ReadOnlySpan<RegoValue> operands)
    {
        var layout = operands[0] is RegoArray { Count: >= 3 } tuple && tuple[2] is RegoString text ? text.Value : "RFC3339Nano";
        return new(GoTimeFormatter.Format(At(operands, 0), GoLayout.Named(layout)));
    }

    /// <summary>Months beyond twelve carry into years; a day beyond its month's end counts on into the next one.</summary>
    private static RegoNumber AddDate(ReadOnlySpan<RegoValue> operands)
    {
        var from = GoTime.In(Nanoseconds(operands.Number(0)), "UTC");
        long years = operands.Int(1), months = operands.Int(2), days = operands.Int(3);
        var start = from.Civil;
        var month = (start.Year + years) * 12 + start.Month - 1 + months;
        var year = Math.DivRem(month, 12, out var ordinal);
        if (year is < 1 or > 9998 || Math.Abs(days) > 3_000_000)
            throw new BuiltinException("time outside of valid range");
        try
        {
            var date = new DateTime((int)year, (int)ordinal + 1, 1).AddDays(start.Day - 1 + days) + start.TimeOfDay;
            return RegoNumber.Of(GoTime.ToNanoseconds(date, from.Fraction));
        }
        catch (ArgumentOutOfRangeException)
        {
            throw new BuiltinException("time outside of valid range");
        }
    }

    /// <summary>Years, months, days, hours, minutes and seconds between two moments, in the first one's zone.</summary>
    private static RegoArray Difference(GoTime first, GoTime second)
    {
        second = second with { Offset = first.Offset };
        var (early, late) = first.Nanoseconds <= second.Nanoseconds ? (first.Civil, second.Civil) : (second.Civil, first.Civil);
        int[] parts =
        [
            late.Year - early.Year, late.Month - early.Month, late.Day - early.Day,
            late.Hour - early.Hour, late.Minute - early.Minute, late.Second - early.Second,
        ];
        int[] sizes = [0, 12, DateTime.DaysInMonth(early.Year, early.Month), 24, 60, 60];
        for (var i = parts.Length - 1; i > 0; i--)
        {
            if (parts[i] >= 0)
                continue;
            parts[i] += sizes[i];
            parts[i - 1]--;
        }
        return Numbers(parts);
    }
}
