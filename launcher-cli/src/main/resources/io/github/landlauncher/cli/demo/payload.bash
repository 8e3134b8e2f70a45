# What every attack of the demo runs, as: payload ATTACK [ARGUMENT...]
# It tries four things, records what came of each, and then does what git expects of it.
# A line of the record: ATTACK, attempt, "ok" or the error, what was gained; separated by tabs.
attack=$1
shift
here=${0%/*}
{ read -r secret; read -r outside; read -r port; read -r jvm; } < "$here/targets"

read_secret() {
	local line
	read -r line < "$secret" && printf '%s' "$line"
}

write_outside() {
	printf 'pwned\n' > "$outside/$attack"
}

connect() {
	printf '%s\n' "$attack" > "/dev/tcp/127.0.0.1/$port"
}

signal() {
	kill -s USR1 "$jvm"
}

attempt() {
	local text
	if text=$("$2" 2>&1); then
		printf '%s\t%s\tok\t%s\n' "$attack" "$1" "$text"
	else
		# bash says "FILE: line N: NAME: REASON", and of kill "(PID) - REASON".
		text=${text##*: }
		printf '%s\t%s\t%s\t\n' "$attack" "$1" "${text##* - }"
	fi >> "$here/record"
}

attempt read read_secret
attempt write write_outside
attempt connect connect
attempt signal signal

case $attack in
fsmonitor) printf 'token\0/\0' ;;
clean | smudge) exec cat ;;
textconv) exec cat -- "$1" ;;
esac
exit 0
