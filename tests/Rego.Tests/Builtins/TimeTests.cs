namespace Attestry.Rego.Tests.Builtins;

public sealed class TimeTests
{
    [Theory]
    [InlineData("time.now_ns()", "1772600767000000000")]
    [InlineData("time.parse_rfc3339_ns(\"1970-01-01T00:00:01.5Z\")", "1500000000")]
    [InlineData("time.parse_rfc3339_ns(\"1970-01-01T02:00:00+02:00\")", "0")]
    [InlineData("time.parse_rfc3339_ns(\"1677-09-21T00:12:43.145224192-00:00\")", "-9223372036854775808")]
    [InlineData("time.parse_ns(\"Jan 2, 2006 at 3:04pm\", \"Feb 3, 2013 at 7:54pm\")", "1359921240000000000")]
    [InlineData("time.parse_ns(\"RFC1123\", \"Mon, 02 Jan 2006 15:04:05 UTC\")", "1136214245000000000")]
    [InlineData("time.parse_ns(\"2006-01-02\", \"2023-02-29\")", null)]
    [InlineData("time.parse_duration_ns(\"-1.5h\")", "-5400000000000")]
    [InlineData("time.parse_duration_ns(\"1h2m3s4ms\")", "3723004000000")]
    [InlineData("time.parse_duration_ns(\"1 h\")", null)]
    [InlineData("time.format(1500000000)", "\"1970-01-01T00:00:01.5Z\"")]
    [InlineData("time.format([1517832000000000000, \"Europe/Berlin\", \"Mon Jan _2 15:04:05.000 -0700 2006\"])", "\"Mon Feb  5 13:00:00.000 +0100 2018\"")]
    [InlineData("time.date([1517832000000000000, \"Asia/Tokyo\"])", "[2018,2,5]")]
    [InlineData("time.clock([1517832000000000000, \"America/New_York\"])", "[7,0,0]")]
    [InlineData("time.clock([0, \"No/Where\"])", null)]
    [InlineData("time.weekday(-1)", "\"Wednesday\"")]
    [InlineData("time.add_date(1585852421593912000, 3, 9, 12)", "1705257221593912000")]
    [InlineData("time.add_date(1580428800000000000, 0, 1, 0)", "1583107200000000000")]
    [InlineData("time.add_date(0, 2262, 1, 1)", null)]
    [InlineData("time.diff(time.parse_rfc3339_ns(\"2023-03-01T00:00:00Z\"), time.parse_rfc3339_ns(\"2022-01-31T12:00:00Z\"))", "[1,1,0,12,0,0]")]
    public void Comes_to(string expression, string? expected) => BuiltinCalls.Json(expression).ShouldBe(expected);

    [Theory]
    [InlineData("time.parse_rfc3339_ns(\"2262-04-11T23:47:16.854775808-00:00\")", "time outside of valid range")]
    [InlineData("time.clock(99999999999999999999)", "timestamp too big")]
    public void Tells_what_is_wrong(string expression, string message) => BuiltinCalls.Fault(expression).ShouldContain(message);
}
